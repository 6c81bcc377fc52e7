class Trace:
    def __new__(cls, *args, **kw):
        print("new", cls.__name__, args, kw)
        return super().__new__(cls)

    def __init__(self, *args, **kw):
        print("init", args, kw)


Trace(1, k=2)


class Sub(Trace):
    def __init__(self, a):
        super().__init__(a, "sub")


Sub(5)


class Single:
    instance = None

    def __new__(cls):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance


print(Single() is Single())


class Elsewhere:
    def __new__(cls):
        return 42

    def __init__(self):
        print("never called")


print(Elsewhere())


class ReturnsSub:
    def __new__(cls, kind=None):
        return object.__new__(ReturnsSubChild if kind else cls)

    def __init__(self, kind=None):
        print("init of", type(self).__name__)


class ReturnsSubChild(ReturnsSub):
    pass


ReturnsSub()
ReturnsSub(1)


class BadInit:
    def __init__(self):
        return 5


class NoArgs:
    pass


class OnlyNew:
    def __new__(cls, x):
        return super().__new__(cls)


class OnlyInit:
    def __init__(self, x):
        pass


class SuperArgs:
    def __init__(self, x):
        super().__init__(x)


class SuperNewArgs:
    def __new__(cls, x):
        return super().__new__(cls, x)


for f in (lambda: BadInit(), lambda: NoArgs(1), lambda: NoArgs(a=1), lambda: OnlyNew(), lambda: OnlyNew(1), lambda: OnlyInit(), lambda: SuperArgs(1), lambda: SuperNewArgs(1), lambda: object(1), lambda: object.__new__(), lambda: object.__new__(5), lambda: object.__new__(int), lambda: int.__new__(str), lambda: int.__new__(bool, 5), lambda: NoArgs.__new__(NoArgs, 1), lambda: type.__call__(NoArgs), lambda: NoArgs.__call__()):
    try:
        r = f()
        print(type(r).__name__)
    except TypeError as e:
        print(e)


class Int(int):
    def __new__(cls, v, unit=""):
        self = super().__new__(cls, v)
        self.unit = unit
        return self

    def __repr__(self):
        return f"{int(self)}{self.unit}"


i = Int("5", "kg")
print(i, i + 1, type(i + 1).__name__, i == 5, hash(i) == hash(5), [i], f"{i}", f"{i:03}", str(i), i.unit)


class Str(str):
    def __new__(cls, v):
        return super().__new__(cls, v.upper())


print(Str("abc"), type(Str("x") + "y").__name__, len(Str("hello")), {Str("k"): 1}["K"])


class L(list):
    def __init__(self, *items):
        super().__init__(items)
        self.tag = "tagged"


l = L(3, 1, 2)
l.sort()
print(l, l.tag, l + [4], type(l + [4]).__name__, type(l[:]).__name__, l == [1, 2, 3], isinstance(l, list))


class D(dict):
    def __init__(self, **kw):
        super().__init__(kw, extra=True)


print(D(a=1), type(D().copy()).__name__)
