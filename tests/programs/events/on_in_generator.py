def inner():
    yield 1
    breakpoint()
    yield 2


def outer():
    yield 0
    yield from inner()
    yield 3


def consume():
    out = []
    for v in outer():
        out.append(v)
    return out


print(consume())
print(list(outer()))
