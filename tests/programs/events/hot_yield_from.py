def inner(n):
    for i in range(n):
        if i == 5:
            breakpoint()
        yield i
    return n


def outer(k):
    t = 0
    for j in range(k):
        t += yield from inner(j + 2)
    return t


def run():
    g = outer(5)
    out = []
    while True:
        try:
            out.append(next(g))
        except StopIteration as e:
            return sum(out), e.value


print(run())
