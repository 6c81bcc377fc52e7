def probe():
    breakpoint()


class C:
    pass


def f():
    c = C()
    d = {}
    for c.x in range(2):
        pass
    for d["k"] in "ab":
        probe()
    for a, (b, *rest) in [(1, (2, 3, 4)), (5, "xy")]:
        print(a, b, rest)
    for x in (1, 2), (3, 4):
        print(x)
    for _ in []:
        print("never")
    return c.x, d


print(f())
