def probe():
    breakpoint()


def f(x):
    if x == 2:
        probe()
    return x


def g():
    a = [f(x) for x in range(4)]
    b = {x for x in a if x % 2}
    c = {k: f(k) for k in a}
    d = [
        x
        for x in a
        if x > 1
        if x < 3
    ]
    e = [i * j for i in a for j in a if i != j]
    return a, sorted(b), c, d, e


print(g())
