def f(x):
    try:
        y = 1 // x
    except ZeroDivisionError:
        return "except"
    else:
        if x == 2:
            return "early else"
        try:
            breakpoint()
            z = y // (x - 1)
        except ZeroDivisionError:
            z = "inner"
    return z


print(f(0), f(1), f(2), f(3))
