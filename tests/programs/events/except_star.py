def probe():
    breakpoint()


def f(*errors):
    try:
        if errors:
            raise ExceptionGroup("eg", errors)
    except* ValueError as g:
        print("V", g.exceptions)
    except* (KeyError, IndexError) as g:
        probe()
        print("L", g.exceptions)
    else:
        print("else")
    finally:
        print("finally")


f()
f(ValueError(1))
f(ValueError(1), KeyError(2), IndexError(3))
try:
    f(KeyError(1), TypeError(2))
except ExceptionGroup as g:
    print("left", g.exceptions)
try:
    raise TypeError("naked")
except* TypeError as g:
    print(g.exceptions)
