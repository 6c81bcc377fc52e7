def probe():
    breakpoint()
    return 9


def f(x):
    a = 1 if x else 2
    b = "neg" if x < 0 else "zero" if x == 0 else "pos"
    c = (
        probe()
        if x
        else
        8
    )
    d = [i if i % 2 else -i for i in range(3)]
    return (a if x else b), c, d, (x and (1 if x > 1 else 0))


for v in (-1, 0, 2):
    print(f(v))
