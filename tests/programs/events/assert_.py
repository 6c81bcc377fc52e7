def probe():
    breakpoint()


def check(x):
    assert x > 0
    probe()
    assert x < 10, f"too big: {x}"
    assert (
        x % 2 == 0
        or x == 3
    ), (
        "odd"
    )
    return x


for v in (2, 3, 12, 5, -1):
    try:
        print(check(v))
    except AssertionError as e:
        print("failed", e)
