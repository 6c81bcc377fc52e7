def f(x):
    try:
        raise ValueError(x)
    except ValueError as e:
        breakpoint()
        r = e.args
    else:
        r = None
    return r


def g():
    try:
        return f(1)
    finally:
        print("g finally")


print(g(), f(2))
