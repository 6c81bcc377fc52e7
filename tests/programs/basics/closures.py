def counter(start=0):
    n = start

    def step(by=1):
        nonlocal n
        n += by
        return n

    return step


c1, c2 = counter(), counter(100)
print(c1(), c1(), c2(), c1(5), c2(-1))
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])


def outer():
    x = "outer"

    def middle():
        def inner():
            return x

        return inner

    x = "changed"
    return middle()()


print(outer())


def late():
    def use():
        return value

    try:
        use()
    except NameError as e:
        print(type(e).__name__, e)
    value = 1
    return use()


print(late())
print(c1.__closure__[0].cell_contents, c1.__code__.co_freevars, counter.__code__.co_cellvars)
