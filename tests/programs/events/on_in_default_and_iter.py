def items():
    breakpoint()
    return [1, 2, 3]


def f():
    out = []
    for x in items():
        out.append(x)
    for y in items():
        out.append(y)
    return out


def g(x=items()):
    return x


print(f(), g())
