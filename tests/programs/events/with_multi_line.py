class M:
    def __init__(self, *a):
        pass

    def __enter__(self):
        return 1

    def __exit__(self, *a):
        breakpoint()


def f():
    with (
        M(
            1,
        ) as a,
        M(2)
        as
        b
    ):
        x = a
        y = b
    with M(), \
         M():
        pass
    try:
        with M(
            3
        ):
            raise \
                ValueError
    except ValueError:
        return x, y


print(f())
