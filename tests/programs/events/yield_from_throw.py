def probe():
    breakpoint()


def inner():
    try:
        yield 1
        yield 2
    except ValueError:
        probe()
        yield "handled"
    return "inner result"


def outer():
    try:
        r = yield from inner()
        yield r
    except KeyError as e:
        yield f"outer {e}"
    finally:
        print("outer finally")


g = outer()
print(next(g), g.throw(ValueError), next(g))
g.close()
g = outer()
print(next(g), g.throw(KeyError("k")))
g.close()
g = outer()
next(g)
g.close()
