def probe():
    breakpoint()


class A:
    def __init__(self):
        self.log = ["A"]

    def f(self, x):
        probe()
        return x + 1

    @classmethod
    def make(cls):
        return cls()

    @property
    def p(self):
        return "Ap"


class B(A):
    def __init__(self):
        super().__init__()
        self.log.append("B")

    def f(self, x):
        return super().f(x) * 10

    @classmethod
    def make(cls):
        return super().make()

    @property
    def p(self):
        return super().p + "B"


class D(B):
    def f(self, x):
        parent = super()
        return parent.f(x), super(B, self).f(x), super().log if hasattr(super(), "log") else "no log"


d = D.make()
print(d.f(1), d.log, d.p)
