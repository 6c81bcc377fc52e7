class A:
    def f(self, x):
        if x == 10:
            breakpoint()
        return x


class B(A):
    def f(self, x):
        return super().f(x) + 1


class C(B):
    def f(self, x):
        return super().f(x) * 2


c = C()
print([c.f(i) for i in range(13)])
