class A:
    def __init__(self):
        self.log = []
        self.setup()

    def setup(self):
        self.log.append("A")


class B(A):
    def setup(self):
        super().setup()
        self.log.append("B")


class C(A):
    def setup(self):
        super().setup()
        breakpoint()
        self.log.append("C")


class D(B, C):
    def setup(self):
        super().setup()
        self.log.append("D")

    def __getattr__(self, name):
        return f"no {name}"


d = D()
print(d.log, d.other, isinstance(d, C))
