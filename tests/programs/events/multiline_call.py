def probe():
    breakpoint()
    return 1


def f(*a, **k):
    return a, k


def g():
    r = f(
        1,
        probe(),
        *[
            2,
            3,
        ],
        k=f(
            4,
        ),
        **{
            "z": 5
        },
    )
    s = (
        "a,b"
        .split(",")
        .index(
            "b"
        )
    )
    return (
        r,
        s,
    )


print(
    g()
)
