import sys


def show(label):
    print(label, sys.exception(), sys.exc_info()[0])


def gen():
    show("gen start")
    try:
        yield 1
    except KeyError:
        show("in gen handler")
        yield 2
    show("gen end")


def f():
    show("start")
    try:
        raise ValueError("v")
    except ValueError:
        show("handler")
        g = gen()
        next(g)
        breakpoint()
        try:
            g.throw(KeyError("k"))
        finally:
            show("inner finally")
        list(g)
        show("after gen")
    show("end")


f()
