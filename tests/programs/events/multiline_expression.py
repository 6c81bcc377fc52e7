def probe():
    breakpoint()
    return 2


def f(a, b):
    x = (
        a
        + b
        * probe()
        - (
            a
            // b
        )
    )
    y = [
        a,
        b,
        {
            "k": a,
            "l": [
                b
            ],
        },
    ]
    z = a \
        + \
        b
    return x, y, z, (
        -a
    )


print(f(7, 2))
