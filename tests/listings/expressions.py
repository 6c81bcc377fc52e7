def table(a, b=2, *rest, key=None, **more):
    x = [a, b, *rest]
    d = {"a": a, **more}
    y = x[1:-1] + [i * i for i in x if i > 2]
    ok = a < b <= 10 and key is not None or "k" not in d
    return (x[0], -y[0], not ok), f"{a!r:>{b}} {d['a']:.2f}"
