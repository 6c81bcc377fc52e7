import sys


def hook(kind, value, tb):
    n = 0
    while tb:
        n += 1
        tb = tb.tb_next
    print("hook:", kind.__name__, value, n, "frames")


sys.excepthook = hook


def f():
    raise ValueError("through the hook")


f()
