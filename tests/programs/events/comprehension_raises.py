def probe():
    breakpoint()


def bad(x):
    if x == 2:
        probe()
        raise ValueError(x)
    return x


def f():
    x = "outer"
    try:
        return [bad(x) for x in range(4)]
    except ValueError as e:
        return x, e


def g():
    return [1 // (2 - x) for x in range(4)]


print(f())
try:
    g()
except ZeroDivisionError as e:
    print(e)
try:
    {bad(k): v for k, v in [(1, 1), (2, 2)]}
except ValueError as e:
    print(e)
