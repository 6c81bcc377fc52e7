def probe():
    breakpoint()


def newton(x):
    g = x / 2
    n = 0
    while abs(g * g - x) > 1e-6:
        g = (g + x / g) / 2
        n += 1
        if n == 3:
            probe()
    return round(g, 5), n


print(newton(2.0), newton(9.0), newton(1000.0))
