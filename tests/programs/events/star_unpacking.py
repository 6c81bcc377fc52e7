def probe():
    breakpoint()
    return [7]


def f(*a, **k):
    return a, k


def g(x, d):
    a = [*x, 0, *x]
    b = (*x, *probe())
    c = {*x, *a}
    e = {**d, "k": 1, **d}
    print(*a, sep="-")
    h = f(*x, 1, *probe(), k=2, **d)
    return a, b, sorted(c), e, h, *x


print(g([1, 2], {"z": 3}))
try:
    f(*5)
except TypeError as e:
    print(e)
try:
    f(k=1, **{"k": 2})
except TypeError as e:
    print(e)
