def probe():
    breakpoint()


def f(x):
    try:
        probe()
        r = 10 // x
    except ZeroDivisionError:
        r = "zero"
    except (TypeError, ValueError) as e:
        r = type(e).__name__
    else:
        r += 1
    return r


print(f(2), f(0), f("a"))
