def probe():
    breakpoint()


def show(x):
    if x == 1:
        probe()
    return x


def f():
    g = (show(x) for x in range(3))
    print(next(g))
    print(list(g))
    print(sum(x * x for x in range(4)), any(x > 9 for x in range(5)))
    print(max((x for x in [3, 1]), default=0))
    return tuple(
        y
        for x in range(2)
        for y in (x, -x)
    )


print(f())
