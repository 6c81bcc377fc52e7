def probe():
    breakpoint()
    return "p"


def f(x):
    t = t"a {x} b {x + 1!r:>{x}} {probe()}"
    u = (
        t"{x}"
        t"{probe()}"
    )
    return t, u


for t in f(3):
    print(t.strings, t.values)
    print([(i.value, i.expression, i.conversion, i.format_spec) for i in t.interpolations])
