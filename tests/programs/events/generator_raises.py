def probe():
    breakpoint()


def gen():
    yield 1
    probe()
    raise ValueError("inside")


def stop():
    yield 1
    raise StopIteration("bad")


def use(g):
    try:
        for x in g:
            print(x)
    except (ValueError, RuntimeError, ZeroDivisionError) as e:
        print(repr(e), repr(e.__cause__))


use(gen())
use(stop())
use(x // 0 for x in [1])
g = gen()
next(g)
try:
    next(g)
except ValueError:
    pass
print(next(g, "finished"))
