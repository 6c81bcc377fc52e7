def test(x):
    breakpoint()
    return x > 1


def f():
    n = 3
    while test(n):
        n -= 1
    if test(n) or not test(5):
        return "a"
    elif test(2) and test(3):
        return "b"
    return "c"


print(f(), f())
