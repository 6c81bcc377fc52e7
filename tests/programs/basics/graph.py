edges = [("a", "b", 7), ("a", "c", 9), ("a", "f", 14), ("b", "c", 10), ("b", "d", 15), ("c", "d", 11), ("c", "f", 2), ("d", "e", 6), ("e", "f", 9)]
graph = {}
for u, v, w in edges:
    graph.setdefault(u, {})[v] = w
    graph.setdefault(v, {})[u] = w


def dijkstra(source):
    dist = {n: float("inf") for n in graph}
    dist[source] = 0
    prev, todo = {}, set(graph)
    while todo:
        u = min(todo, key=lambda n: (dist[n], n))
        todo.remove(u)
        for v, w in graph[u].items():
            if dist[u] + w < dist[v]:
                dist[v] = dist[u] + w
                prev[v] = u
    return dist, prev


def bfs(start):
    seen, queue, order = {start}, [start], []
    while queue:
        n = queue.pop(0)
        order.append(n)
        for m in sorted(graph[n]):
            if m not in seen:
                seen.add(m)
                queue.append(m)
    return order


def dfs(n, seen=None):
    seen = set() if seen is None else seen
    seen.add(n)
    yield n
    for m in sorted(graph[n]):
        if m not in seen:
            yield from dfs(m, seen)


dist, prev = dijkstra("a")
print(dist)
path, n = ["e"], "e"
while n in prev:
    n = prev[n]
    path.insert(0, n)
print(path, bfs("a"), list(dfs("a")))
parent = {n: n for n in graph}


def root(n):
    while parent[n] != n:
        parent[n] = parent[parent[n]]
        n = parent[n]
    return n


total = 0
for u, v, w in sorted(edges, key=lambda e: e[2]):
    if root(u) != root(v):
        parent[root(u)] = root(v)
        total += w
print(total)
