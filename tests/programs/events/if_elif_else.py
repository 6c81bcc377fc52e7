def probe():
    breakpoint()


def f(x):
    if x == 0:
        r = "zero"
    elif x < 0:
        r = "negative"
    elif x > 100:
        probe()
        r = "big"
    else:
        r = "other"
    if x: r += "!"
    if not x:
        pass
    else:
        r += "?"
    if x > 1 and x < 50:
        if x % 2:
            return r + "odd"
    return r


for v in (0, -1, 200, 7, 8, 1):
    print(f(v))
