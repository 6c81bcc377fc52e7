class Data:
    def __init__(self, name):
        self.name = name

    def __get__(self, obj, cls=None):
        print("get", self.name, obj is not None, cls.__name__ if cls else None)
        return self if obj is None else obj.__dict__.get(self.name, "default")

    def __set__(self, obj, value):
        print("set", self.name, value)
        obj.__dict__[self.name] = value

    def __delete__(self, obj):
        print("delete", self.name)
        del obj.__dict__[self.name]


class NonData:
    def __get__(self, obj, cls=None):
        return "non-data"


class SetOnly:
    def __set__(self, obj, value):
        print("set only", value)


class C:
    d = Data("d")
    n = NonData()
    s = SetOnly()


c = C()
print(c.d)
c.d = 5
print(c.d, c.__dict__)
del c.d
print(c.d)
print(type(C.d).__name__)
c.__dict__["d"] = "hidden"
print(c.d)
print(c.n)
c.n = "shadowed"
print(c.n, C.n)
del c.n
print(c.n)
c.s = 1
print(type(c.s).__name__, "s" in c.__dict__)
c.__dict__["s"] = "instance"
print(c.s)
for bad in (lambda: delattr(c, "s"), lambda: delattr(c, "n"), lambda: delattr(c, "d") or delattr(c, "d")):
    try:
        bad()
    except (AttributeError, KeyError) as e:
        print(type(e).__name__, e)
C.d = "replaced"
print(c.d, C.d)


class Cached:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, cls):
        if obj is None:
            return self
        print("computing", self.name)
        v = obj.__dict__[self.name] = self.f(obj)
        return v


class K:
    @Cached
    def expensive(self):
        return 42


k = K()
print(k.expensive, k.expensive, k.__dict__)


class Raises:
    def __get__(self, obj, cls):
        raise AttributeError("from get")


class WithGetattr:
    r = Raises()

    def __getattr__(self, name):
        return f"fallback {name}"


print(WithGetattr().r)


class BadSetName:
    def __set_name__(self, owner, name):
        raise ValueError("in set_name")


try:

    class Z:
        attr = BadSetName()

except ValueError as e:
    print(type(e).__name__, e, e.__notes__)


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.slot = "_" + name

    def __get__(self, obj, cls):
        return getattr(obj, self.slot)

    def __set__(self, obj, v):
        if not isinstance(v, self.kind):
            raise TypeError(f"{self.slot[1:]} must be {self.kind.__name__}, not {type(v).__name__}")
        setattr(obj, self.slot, v)


class Person:
    name = Typed(str)
    age = Typed(int)

    def __init__(self, name, age):
        self.name, self.age = name, age


p = Person("x", 3)
print(p.name, p.age, vars(p))
try:
    Person("x", "old")
except TypeError as e:
    print(e)
f = lambda self: "bound"
print(f.__get__(5, int)(), type(f.__get__(5)).__name__, Person.__dict__["name"].__get__(p, Person))
print(C.__dict__["n"].__get__(None, C), object.__getattribute__(c, "n"))
