def inner(x):
    return 1 / x


def outer():
    print("before")
    inner(0)
    print("not reached")


outer()
