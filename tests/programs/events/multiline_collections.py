def v(x):
    if x == 3:
        breakpoint()
    return x


def f():
    a = [
        v(1),
        2,
        v(3),
    ]
    b = {
        "k": v(4),
        "l":
            v(5),
        **{
            "m": v(6),
        },
    }
    c = {
        v(7),
        *a,
    }
    d = (
        v(8),
        *(
            v(9),
        ),
    )
    e = [
        [
            1,
            2,
        ],
        (
            3,
        ),
    ]
    k = {
        1: 2,
        3: 4,
    }
    return a, b, sorted(c), d, e, k


print(f())
