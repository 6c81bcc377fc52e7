class A:
    def f(self):
        return ["A"]


class B(A):
    def f(self):
        return ["B"] + super().f()


class C(A):
    def f(self):
        return ["C"] + super().f()


class D(B, C):
    def f(self):
        return ["D"] + super().f()


print(D().f(), [c.__name__ for c in D.__mro__], D.mro() == list(D.__mro__))
print(super(B, D()).f(), super(D, D).f(D()), B.f(D()))
try:

    class E(A, B):
        pass

except TypeError as e:
    print(e)
try:

    class F(A, A):
        pass

except TypeError as e:
    print(e)


class Mixin:
    def __init__(self, **kw):
        self.mixin = kw.pop("mixin", None)
        super().__init__(**kw)


class Root:
    def __init__(self, *, root=0):
        self.root = root


class Leaf(Mixin, Root):
    def __init__(self, **kw):
        super().__init__(**kw)


l = Leaf(mixin=1, root=2)
print(l.mixin, l.root)
try:
    Leaf(other=1)
except TypeError as e:
    print(e)
C.f = lambda self: ["patched"]
print(D().f())
D.__bases__ = (C, B)
print([c.__name__ for c in D.__mro__], D().f())
print(D.__subclasses__(), [c.__name__ for c in A.__subclasses__()])
