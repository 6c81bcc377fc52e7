def probe():
    breakpoint()


def f(pair, many):
    a, b = pair
    a, b = b, a
    probe()
    (c, d), e = (1, 2), 3
    first, *rest = many
    *init, last = many
    [x, *y, z] = many
    probe()
    return a, b, c, d, e, first, rest, init, last, x, y, z


print(f((1, 2), [1, 2, 3, 4]))
print(f(("p", "q"), "xyz"))
