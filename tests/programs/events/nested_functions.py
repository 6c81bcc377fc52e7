def probe():
    breakpoint()


def outer(x):
    y = x * 2

    def middle(z):
        nonlocal y
        y += z

        def inner():
            probe()
            return x + y + z

        return inner

    return middle


print(outer(1)(2)())


def counter():
    n = 0

    def inc():
        nonlocal n
        n += 1
        return n

    return inc


c = counter()
print(c(), c(), counter.__code__.co_cellvars)
