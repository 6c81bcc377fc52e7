def visit(x):
    if x == 3:
        breakpoint()
    return x * x


def f():
    a = list(map(visit, range(5)))
    b = list(filter(lambda v: visit(v) > 5, [1, 3, 5]))
    c = sorted([4, 3, 2], key=visit)
    return a, b, c


print(f())
