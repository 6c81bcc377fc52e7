def probe():
    breakpoint()


class M:
    def __init__(self, n):
        self.n = n

    def __enter__(self):
        return self.n

    def __exit__(self, *exc):
        if self.n == 2:
            probe()
        print("exit", self.n)


def f():
    with M(1) as a, M(2) as b:
        print(a, b)
    with (
        M(3) as c,
        M(4),
        M(5) as e,
    ):
        print(
            c,
            e,
        )


f()
