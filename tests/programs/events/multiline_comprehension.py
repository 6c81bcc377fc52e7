def v(x):
    if x == 2:
        breakpoint()
    return x


def f(n):
    a = [
        v(x)
        for x
        in range(n)
        if x
        if v(x)
        > 1
    ]
    b = {
        k:
        v(w)
        for k, w
        in enumerate(
            a
        )
    }
    c = sum(
        v(i)
        *
        j
        for i in a
        for j in range(
            2
        )
    )
    return a, b, c


print(f(4))
