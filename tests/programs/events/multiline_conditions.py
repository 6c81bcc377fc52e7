def t(x):
    if x == 3:
        breakpoint()
    return x


def f(a, b):
    if (
        t(a)
        and (
            t(b)
            or t(3)
        )
        and not (
            a == b
            and b > 5
        )
    ):
        r = "yes"
    elif t(a) \
            or t(b):
        r = "maybe"
    else:
        r = "no"
    x = (
        t(a)
        if t(b)
        else
        t(3)
    )
    while (
        a
        and
        b
    ):
        a = 0
    return r, x, (
        a
        <
        b
        <=
        5
    )


for a in (0, 1, 9):
    for b in (0, 9):
        print(f(a, b))
