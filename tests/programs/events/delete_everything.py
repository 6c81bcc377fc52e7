class D:
    def __delattr__(self, n):
        breakpoint()
        print("delattr", n)

    def __delitem__(self, k):
        print("delitem", k)


def f():
    d = D()
    a = b = c = 1
    del a
    del d.x, d[0], d[1:2]
    del (b), [c]

    def g():
        return d

    del d
    try:
        g()
    except NameError as e:
        print(type(e).__name__)


f()
x = [1, 2, 3]
del x[0]
del x[:]
print(x)
del x
