def build(spec):
    made = {}
    for name, bases in spec:
        made[name] = type(name, tuple(made[b] for b in bases) or (object,), {"who": lambda self, n=name: n})
    return made


def names(c):
    return " ".join(k.__name__ for k in c.__mro__)


m = build([("O", ""), ("A", "O"), ("B", "O"), ("C", "O"), ("D", "O"), ("E", "O"), ("K1", ["A", "B", "C"]), ("K2", ["D", "B", "E"]), ("K3", ["D", "A"]), ("Z", ["K1", "K2", "K3"])])
print(names(m["Z"]))
m = build([("X", ""), ("Y", ""), ("A", ["X", "Y"]), ("B", ["Y"]), ("C", ["A", "B"])])
print(names(m["C"]), m["C"]().who())
for spec in ([("X", ""), ("Y", ""), ("A", ["X", "Y"]), ("B", ["Y", "X"]), ("C", ["A", "B"])], [("A", ""), ("B", ["A"]), ("C", ["A", "B"])], [("A", ""), ("C", ["A", "A"])]):
    try:
        build(spec)
    except TypeError as e:
        print(e)


class Root:
    def go(self):
        return ["Root"]


class L(Root):
    def go(self):
        return ["L"] + super().go()


class R(Root):
    def go(self):
        return ["R"] + super().go()


class M:
    def go(self):
        return ["M"] + super().go()


class Bottom(L, M, R):
    def go(self):
        return ["Bottom"] + super().go()


print(Bottom().go(), names(Bottom))
b = Bottom()
print(super(Bottom, b).go(), super(L, b).go(), super(M, b).go(), super(R, b).go())
for f in (lambda: super(Root, b).go(), lambda: super(L, Root()).go(), lambda: super(int, b), lambda: super(5), lambda: super(), lambda: super(Bottom), lambda: super(Bottom, b).nope, lambda: super(Bottom, 5).x):
    try:
        r = f()
        print(type(r).__name__)
    except (TypeError, AttributeError, RuntimeError) as e:
        print(type(e).__name__, e)


class Meta(type):
    def mro(cls):
        return [cls, object] if cls.__name__ == "Odd" else super().mro()


class Odd(Root, metaclass=Meta):
    pass


print(names(Odd), hasattr(Odd(), "go"), issubclass(Odd, Root), isinstance(Odd(), Root))


class BadMro(type):
    def mro(cls):
        return 5


try:

    class X(metaclass=BadMro):
        pass

except TypeError as e:
    print(e)
R.go = lambda self: ["patched R"]
print(Bottom().go())
del R.go
print(Bottom().go())


class New(Root):
    def go(self):
        return ["New"]


L.__bases__ = (New,)
print(Bottom().go(), names(Bottom))
try:
    Root.__bases__ = (Bottom,)
except TypeError as e:
    print(e)


class Mix1:
    def __entry__(self):
        pass


s = super(Bottom, b)
print(s.__thisclass__.__name__, s.__self__ is b, s.__self_class__.__name__, type(s).__name__)


class Cls:
    @classmethod
    def cm(cls):
        return cls.__name__

    @staticmethod
    def sm():
        return "static"

    value = 10


class Cls2(Cls):
    value = 20

    @classmethod
    def cm(cls):
        return "2" + super().cm()

    def get(self):
        return super().value, super().sm(), super().cm()


print(Cls2.cm(), Cls2().get())
