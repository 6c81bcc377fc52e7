def probe():
    breakpoint()


def f(n, stop):
    while n > 0:
        n -= 1
        if n == stop:
            probe()
            break
    else:
        return "exhausted"
    return "stopped"


def once():
    while True:
        return 1


print(f(3, 1), f(3, 9), f(0, 0), once())
