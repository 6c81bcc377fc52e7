def it():
    yield 1
    breakpoint()
    yield 2
    yield 3


def f():
    a, *b = it()
    *c, d = it()
    e, *g, h = it()
    for i, *j in [it(), "ab"]:
        print(i, j)
    (k, [*l]), m = (1, it()), 2
    return a, b, c, d, e, g, h, k, l, m, [*it(), *"xy"], {**{"a": 1}}


print(f())
for bad in ("a, b = 1, 2, 3", "a, b, c, d = it()", "a, *b, c, d, e = it()"):
    try:
        exec(bad)
    except ValueError as e:
        print(e)
