class A:
    def __init__(self, x):
        self.x = x

    def f(self):
        return "A.f"

    def __getitem__(self, k):
        return ("A", k)

    def __len__(self):
        return 3


class B(A):
    def __init__(self):
        super().__init__(5)

    def f(self):
        return "B+" + super().f() + super(B, self).f() + A.f(self)

    def nested(self):
        def inner():
            return super(B, self).f()

        return inner()

    def comp(self):
        return [super(B, self).f() for _ in range(1)]

    def item(self):
        try:
            return super()[1]
        except TypeError as e:
            return str(e)

    def explicit(self):
        return super().__getitem__(2), super().__len__()

    def reassigned(self):
        original = self
        self = None
        try:
            return super().f()
        except AttributeError as e:
            return str(e)

    def deleted(self):
        s = self
        del self
        try:
            return super().f()
        except RuntimeError as e:
            return str(e)

    def cell(self):
        return __class__

    def inner_noarg(self):
        def inner():
            return super().f()

        try:
            return inner()
        except RuntimeError as e:
            return str(e)

    @staticmethod
    def static():
        try:
            return super().f()
        except RuntimeError as e:
            return str(e)

    def comp_noarg(self):
        return [super().f() for _ in "a"]

    def gen_noarg(self):
        try:
            return list(super().f() for _ in "a")
        except TypeError as e:
            return str(e)

    def attr_set(self):
        try:
            super().y = 1
        except AttributeError as e:
            return str(e)


b = B()
print(b.x, b.f(), b.nested(), b.comp(), b.item(), b.explicit(), b.cell().__name__, sep="\n")
print(b.reassigned(), b.deleted(), b.inner_noarg(), B.static(), b.comp_noarg(), b.gen_noarg(), b.attr_set(), sep="\n")
try:
    super()
except RuntimeError as e:
    print(e)


def outside(self):
    return super().f()


try:
    outside(b)
except RuntimeError as e:
    print(e)
B.stolen = lambda self: super(B, self).f()
print(b.stolen())


class C(B):
    pass


print(C().f(), super(C, C()).f())
c = C()
bound = super(C, c).f
print(bound(), bound.__self__ is c)
unbound = super(B)
print(unbound.__get__(b, B).f(), repr(unbound), unbound.__self__)
print(repr(super(B, b)).startswith("<super: <class 'B'>, <B object>"), repr(super(B, b)))
