def probe():
    breakpoint()
    return 0


def t(x):
    return x


def f(a, b):
    r = []
    if a and b:
        r.append(1)
    if a or b:
        r.append(2)
    if not (a and b) or t(a):
        r.append(3)
    if (
        a
        and t(b)
        or probe()
        or not a
    ):
        r.append(4)
    x = a and b or "none"
    y = a or b and t("c")
    z = not a or not b
    while a and b:
        break
    return r, x, y, z


for a in (0, 1):
    for b in (0, 2):
        print(f(a, b))
