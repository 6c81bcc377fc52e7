def probe():
    breakpoint()


class Counter:
    __slots__ = ("n",)

    def __init__(self):
        self.n = 0

    def bump(self, by):
        self.n += by
        return self


def run(c, n):
    for i in range(n):
        c.bump(i).bump(1)
        if i == n // 2:
            probe()
    return c.n


print(run(Counter(), 12))
print(run(Counter(), 6))
