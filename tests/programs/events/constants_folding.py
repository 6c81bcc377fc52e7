def f():
    a = 1 + 2 * 3
    b = "a" * 3 + "b"
    c = (1, 2, (3, "x"))[1]
    d = not 0
    e = -5 ** 2
    g = 1 if True else 2
    h = 5 in (1, 5)
    breakpoint()
    i = [1, 2, 3]
    j = {1, 2, 3}
    k = "x" in {"x", "y"}
    for v in [1, 2]:
        pass
    for v in {7}:
        pass
    return a, b, c, d, e, g, h, i, sorted(j), k, v, None, ..., 1j * 2, b"a" + b"b"


print(f())
print("" or "x", 0 and 1, None is None, () == ())
