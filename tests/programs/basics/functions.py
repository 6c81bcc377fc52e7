def plain(a, b):
    return a - b


def defaults(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, sorted(kw.items())


def positional_only(a, b=1, /, c=2, *, d=3):
    return a, b, c, d


print(plain(5, 3), plain(b=5, a=3), plain(*[9, 1]), plain(**{"a": 1, "b": 1}))
print(defaults(1, c=3))
print(defaults(1, 2, 3, 4, c=5, d=6, e=7, f=8))
print(defaults(*(1, 2), *(3,), c=0, **{"x": 1}, **{"y": 2}))
print(positional_only(1), positional_only(1, 2, 3, d=4), positional_only(1, c=9))


def accumulate(x, acc=[]):
    acc.append(x)
    return acc


print(accumulate(1), accumulate(2), accumulate(3, []))


def nothing():
    pass


print(nothing())
print((lambda *a, **k: (a, k))(1, 2, z=3))
print(defaults.__defaults__, defaults.__kwdefaults__, defaults.__name__, defaults.__code__.co_varnames)
