def probe():
    breakpoint()
    return 3


def f(data):
    if (n := len(data)) > 1:
        print(n)
    while (x := data.pop()) != 1:
        print(x)
    r = [y := 1, y + 1]
    z = (w := probe()) + w
    total = 0
    sums = [total := total + v for v in range(4)]
    return r, z, sums, total


print(f([0, 1, 2, 3]))
