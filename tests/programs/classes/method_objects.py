class C:
    def m(self, x=1):
        "doc of m"
        return self, x

    @classmethod
    def cm(cls, x=1):
        "doc of cm"
        return cls, x

    @staticmethod
    def sm(x=1):
        return x

    def __repr__(self):
        return "<C>"


c = C()
print(c.m(), c.m(2), c.m.__func__ is C.m, c.m.__self__, c.m.__name__, c.m.__doc__, c.m.__qualname__, c.m.__defaults__, type(c.m), type(C.m), type(C.cm), type(C.sm), type(C.__dict__["cm"]), type(C.__dict__["sm"]))
print(c.cm(5), C.cm(), C.cm.__self__, C.cm.__func__.__name__, c.sm(3), C.sm(), C.__dict__["sm"].__func__ is C.sm, C.__dict__["cm"].__wrapped__.__name__)
print(c.m == c.m, c.m == C().m, hash(c.m) == hash(c.m), c.m is c.m, C.cm == C.cm, {c.m: 1}[c.m])
for f in (lambda: setattr(c.m, "x", 1), lambda: setattr(c.m, "__doc__", 1), lambda: c.m.nope, lambda: type(c.m)(C.m), lambda: type(c.m)(5, 6), lambda: type(c.m)(len, None), lambda: C.m(), lambda: C.sm.__self__, lambda: staticmethod(), lambda: classmethod(5).__get__(1, int), lambda: staticmethod(5)(), lambda: C.__dict__["cm"](), lambda: C.__dict__["sm"](9)):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
bound = type(c.m)(lambda self, y: (self, y), "any object")
print(bound(5), bound.__self__)
c.dyn = lambda x: ("instance function", x)
print(c.dyn(1), type(c.dyn).__name__)
C.added = lambda self: ("added", self)
print(c.added())
C.partial = classmethod(lambda cls: cls.__name__)
C.st = staticmethod(lambda: "st")
print(c.partial(), c.st())
C.blt = len
C.cls = dict
print(c.blt([1, 2]), c.cls(a=1))


class Chain:
    def __init__(self):
        self.v = []

    def add(self, x):
        self.v.append(x)
        return self


print(Chain().add(1).add(2).add(3).v)
ms = [c.m, C.cm, C.sm, len, [].append, "a-b".split, (5).__add__, str.upper, int]
for m in ms:
    print(type(m).__name__, m.__name__, m.__qualname__, hasattr(m, "__self__"), hasattr(m, "__func__"))
l = []
ap = l.append
ap(1)
l.extend(map("x".__add__, "ab"))
print(l, list(map(str.upper, "ab")), sorted("bA", key=str.lower), list(map(int.__neg__, [1, 2])), list.append(l, 5), l, [].append == [].append, l.append == ap, ap.__self__ is l)
for f in (lambda: str.upper(5), lambda: list.append(5, 1), lambda: list.append(), lambda: int.__add__(1), lambda: str.join(",", ["a"]), lambda: dict.get({"a": 1}, "a"), lambda: list.__len__([1]), lambda: str.__len__([1]), lambda: object.__repr__(5).startswith("<int object at"), lambda: object.__str__("x"), lambda: type.__repr__(int), lambda: dict.fromkeys("ab"), lambda: {}.fromkeys("a", 1), lambda: int.from_bytes.__self__, lambda: float.__getformat__("x")):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
