def probe():
    breakpoint()


def gen():
    try:
        yield 1
    except ValueError as e:
        print("caught", e)
        yield 2
    except GeneratorExit:
        print("closing")
        raise
    finally:
        probe()
        print("finally")
    yield 3


g = gen()
print(next(g), g.throw(ValueError("v")), next(g), list(g))
g = gen()
next(g)
g.close()
g = gen()
next(g)
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print(e)
g = gen()
try:
    g.throw(TypeError("not started"))
except TypeError as e:
    print(e)
gen().close()


def stubborn():
    try:
        yield
    except GeneratorExit:
        yield "again"


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)
print(list(s))
