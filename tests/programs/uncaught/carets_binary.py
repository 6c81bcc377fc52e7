def f(x, y):
    return (
        x * 2 +
        y / 3
    )


f(1, "two")
