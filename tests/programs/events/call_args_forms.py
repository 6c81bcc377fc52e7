def probe():
    breakpoint()


def f(a, b=2, *args, c=3, **kw):
    probe()
    return a, b, args, c, kw


def g():
    t = (1, 2, 3)
    k = {"c": 4, "z": 5}
    r = [f(1), f(1, 2), f(b=1, a=2), f(*t), f(*t, **k), f(0, *t, c=9), f(*t, *t), f(1, **k, y=2), f(a=0, **k)]
    print(len(r))
    print(max(*t), dict(**k), print(*t), "{} {x}".format(*t, x=1))
    return r


for row in g():
    print(row)
