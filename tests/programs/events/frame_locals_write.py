import sys


def poke(name, value):
    sys._getframe(1).f_locals[name] = value


def f():
    x = 1
    poke("x", 99)
    y = x
    breakpoint()
    poke("new", 5)
    total = 0
    for i in range(5):
        if i == 2:
            poke("total", 100)
        total += i

    def inner():
        return x

    poke("x", "cell")
    return x, y, total, inner(), sys._getframe().f_locals["new"]


print(f())
