def run(pairs):
    s = 0
    for n, (a, b) in enumerate(pairs):
        a, b = b, a
        x, *y = a, b, n
        s += x - y[0] + len(y)
        if n == 10:
            breakpoint()
    return s


print(run([(i, i + 1) for i in range(14)]))
