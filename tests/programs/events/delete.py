def probe():
    breakpoint()


class C:
    a = 1


def f(d, l, c):
    x = y = 1
    del x
    probe()
    del d["k"], l[0]
    del l[1:]
    del (y,)
    del c.b
    probe()
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    try:
        del c.b
    except AttributeError:
        print("gone")
    return d, l


c = C()
c.b = 2
print(f({"k": 1, "l": 2}, [1, 2, 3], c))
del c
