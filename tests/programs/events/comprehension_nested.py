def probe():
    breakpoint()


def f(n):
    m = [[i * j for j in range(n)] for i in range(n)]
    probe()
    t = [
        [row[i] for row in m]
        for i in range(n)
    ]
    flat = [v for row in t for v in row]
    funcs = [lambda: i for i in range(2)]
    w = [y for x in flat if (y := x * 2) > 3]
    return m, t, flat, [g() for g in funcs], w, y


print(f(3))
