class Base:
    def __init__(self, n):
        self.n = n
        breakpoint()
        self.m = n * 2


class Sub(Base):
    def __init__(self, n):
        super().__init__(n + 1)
        self.k = self.m


def f():
    return [Sub(i).k for i in range(3)]


print(f())
