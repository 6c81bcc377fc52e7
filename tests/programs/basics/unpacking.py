def f(*a, **k):
    return a, k


print(f(*[1, 2], 3, *"ab", x=1, **{"y": 2}))
print([*range(3), *"ab"], (*[1], 2), {*[1, 2], 3} == {1, 2, 3}, {"a": 0, **{"b": 1, "a": 2}})
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)
[x, y], z = "pq", 3
print(x, y, z)
*a, = range(3)
print(a)
for bad in (
    "a, b = 1,",
    "a, b = 1, 2, 3",
    "a, *b, c = [1]",
    "a, b = 5",
    "f(*5)",
    "f(**5)",
    "f(**{1: 2})",
    "f(x=1, **{'x': 2})",
    "a, b = range(10)",
    "a, b = iter([1, 2, 3])",
    "(a, b), c = 1, 2",
    "[*1]",
    "{**1}",
    "a, b = {}",
):
    try:
        exec(bad)
        print("fine", bad)
    except Exception as e:
        print(bad, "->", type(e).__name__, e)


def swap(t):
    (a, b), c = t
    return c, (b, a)


print(swap(((1, 2), 3)), *[4, 5], *(), *{"k": 1})
return_star = lambda *r: (*r, *r)
print(return_star(1, 2))
i = 0
i, x = i + 1, [10, 20][i]
print(i, x)
