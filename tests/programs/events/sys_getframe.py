import sys


def here():
    f = sys._getframe()
    print(f.f_code.co_name, f.f_lineno, f.f_back.f_code.co_name, sorted(f.f_locals))
    return sys._getframe(1).f_lineno


def caller(a):
    b = a + 1
    breakpoint()
    x = here()
    y = [sys._getframe().f_code.co_name for _ in range(1)]
    return x, y, sys._getframe(0).f_locals["b"]


print(caller(1))
