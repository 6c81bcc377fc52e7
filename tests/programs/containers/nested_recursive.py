a = []
a.append(a)
print(a, a == a, len(a), a[0][0][0] is a)
b = [1, [2, [3]]]
b[1][1].append(b)
print(b)
d = {}
d["d"] = d
d["l"] = [d, a]
print(d)
t = (1, [])
t[1].append(t)
print(t)
s = {"outer": {"inner": []}}
s["outer"]["inner"].append(s["outer"])
print(s)
try:
    x = []
    x.append(x)
    y = []
    y.append(y)
    x == y
except RecursionError as e:
    print(type(e).__name__)
deep = []
for _ in range(50):
    deep = [deep]
print(deep)


class Node:
    def __init__(self):
        self.kids = []

    def __repr__(self):
        return f"Node({self.kids})"


n = Node()
n.kids.append(1)
n.kids.append(n.kids)
print(n)
try:
    m = Node()
    m.kids.append(m)
    repr(m)
except RecursionError as e:
    print("recursion error")
grid = [[0] * 3] * 2
grid[0][0] = 1
print(grid)
grid = [[0] * 3 for _ in range(2)]
grid[0][0] = 1
print(grid)
try:
    hash((1, (2, [3])))
except TypeError as e:
    print(e)
print([1, [2, (3, {4: {5, }})]] == [1, [2, (3, {4: {5}})]], sum([[1, 2], [3]], []), [[]] == [()], [(1, [2])] < [(1, [3])])
