def f(x):
    pass
    pass
    if x:
        pass
    else:
        pass
    for i in range(2):
        pass
    while x > 5:
        pass
    return x
    print("dead")


def g():
    if False:
        yield
    breakpoint()
    return 1


def h():
    raise ValueError
    return "dead"


def k(x):
    if x:
        return 1
    else:
        return 2
    return 3


def m():
    while True:
        pass
        break
    while 1:
        if f(0) == 0:
            break
        continue


print(f(1), list(g()), k(0), k(1), m())
try:
    h()
except ValueError:
    pass
