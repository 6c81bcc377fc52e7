a = [1, [2, 3], {"k": [4]}]
b = a[:]
c = list(a)
d = a.copy()
e = [*a]
a[0] = "changed"
a[1].append("shared")
a[2]["k"].append("also")
for x in (a, b, c, d, e):
    print(x, x is a, x[1] is a[1])
d1 = {"l": [1]}
d2 = d1.copy()
d3 = dict(d1)
d4 = {**d1}
d1["new"] = 1
d1["l"].append(2)
print(d1, d2, d3, d4)


def deep(x):
    if isinstance(x, list):
        return [deep(v) for v in x]
    if isinstance(x, dict):
        return {k: deep(v) for k, v in x.items()}
    return x


z = deep(a)
a[1].clear()
print(a, z)


def modify(l, t=()):
    l.append(1)
    l = [9]
    t += (1,)
    return l, t


l = []
print(modify(l), l)
x = y = []
x += [1]
print(y)
x = x + [2]
print(y, x)
s = t = "a"
s += "b"
print(s, t)
m = [[]] * 2
m[0].append(1)
m[1] = [2]
print(m)
f = frozenset([1])
print(f.copy() is f, (1, 2)[:] == (1, 2), tuple([1]) == (1,), "abc"[:] == "abc", set(f) == f)
it = iter(a)
print(iter(it) is it, list(it), list(it))
