class S:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


s = S()
print(s.a, S.__slots__, type(S.a).__name__, S.a.__name__, hasattr(s, "__dict__"))
for f in (lambda: s.b, lambda: setattr(s, "c", 1), lambda: s.__dict__, lambda: delattr(s, "b"), lambda: S.a.__get__(5), lambda: vars(s)):
    try:
        print(f())
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
s.b = 2
del s.a
print(hasattr(s, "a"), s.b)


class Child(S):
    __slots__ = ["c"]


class Open(S):
    pass


c, o = Child(), Open()
c.c = 3
o.anything = 4
print(c.a, c.c, hasattr(c, "__dict__"), o.__dict__, o.a)


class WithDict:
    __slots__ = ("x", "__dict__")


w = WithDict()
w.x, w.y = 1, 2
print(w.__dict__, w.x)


class Single:
    __slots__ = "only"


class Private:
    __slots__ = ("__hidden",)

    def __init__(self):
        self.__hidden = 5


print(Single.__slots__, Private()._Private__hidden, [n for n in dir(Private) if "hidden" in n])


class DictSlots:
    __slots__ = {"d": "documented"}


print(DictSlots.d.__doc__)
for source in ("class A:\n  __slots__ = ('a',)\n  a = 1", "class A:\n  __slots__ = ('1a',)", "class A:\n  __slots__ = (5,)", "class A(int):\n  __slots__ = ('x',)", "class A(tuple):\n  __slots__ = ('x',)", "class A:\n  __slots__ = ('__dict__', '__dict__')", "class A(S, Single):\n  pass", "class A(int):\n  __slots__ = ()", "class A:\n  __slots__ = 5", "class A:\n  __slots__ = ('a b',)"):
    try:
        exec(source)
        print("fine", repr(source))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class Base2:
    __slots__ = ("p",)


class Plain:
    pass


class M(Base2, Plain):
    pass


m = M()
m.p, m.z = 1, 3
print(m.p, m.__dict__)
try:

    class N(Base2, Open):
        pass

except TypeError as e:
    print(e)


class Empty:
    __slots__ = ()


try:
    Empty().x = 1
except AttributeError as e:
    print(e)
print([hasattr(Empty(), n) for n in ("__dict__", "__weakref__", "__class__")])
