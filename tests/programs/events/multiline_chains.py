class Q:
    def __init__(self):
        self.ops = []

    def add(self, *a):
        self.ops.append(a)
        if len(self.ops) == 2:
            breakpoint()
        return self

    def get(self):
        return self.ops


def f():
    return (
        Q()
        .add(1)
        .add(
            2,
            3,
        )
        .add(
            *[
                4
            ]
        )
        .get()
    )


def g():
    return f(
    )[
        1
    ][
        0:
        1
    ]


print(f(), g())
