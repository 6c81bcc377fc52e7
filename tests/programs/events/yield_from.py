def probe():
    breakpoint()


def inner(n):
    for i in range(n):
        got = yield i
        if got:
            probe()
            print("inner got", got)
    return n * 10


def outer():
    a = yield from inner(2)
    b = yield from [7, 8]
    c = yield from inner(1)
    return a, b, c


g = outer()
print(next(g), g.send("x"), next(g), next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print(e.value)


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(3)))
