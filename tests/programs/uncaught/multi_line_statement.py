def add(*args):
    return sum(args)


add(
    1,
    2,
    add(
        3,
        "four",
    ),
    5,
)
