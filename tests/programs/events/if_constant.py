def probe():
    breakpoint()


def f():
    if True:
        probe()
        a = 1
    if 0:
        a = 2
    while False:
        a = 3
    if None:
        a = 4
    else:
        a += 10
    if not 1:
        a = 5
    if __debug__:
        a += 100
    probe()
    return a if "x" else 0


print(f())
