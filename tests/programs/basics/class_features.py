class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        print("new", name, [b.__name__ for b in bases], sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(m, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)

    def __call__(cls, *a):
        print("call", cls.__name__, a)
        return super().__call__(*a)

    @property
    def tag(cls):
        return cls.__name__.lower()


class A(metaclass=Meta, flag=1):
    x = 1

    def method(self):
        pass

    class Inner:
        pass


class B(A):
    pass


b = B()
print(B.tag, A.Inner.__qualname__, A.method.__qualname__, type(B).__name__)


class Base:
    subs = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        Base.subs.append((cls.__name__, tag))


class S1(Base, tag="one"):
    pass


class S2(S1):
    pass


print(Base.subs)


class Field:
    def __set_name__(self, owner, name):
        self.name = name
        print("set_name", owner.__name__, name)

    def __get__(self, obj, cls=None):
        return self if obj is None else obj.__dict__.get(self.name, "unset")

    def __set__(self, obj, value):
        obj.__dict__[self.name] = ("checked", value)

    def __delete__(self, obj):
        print("delete", self.name)


class R:
    f = Field()


r = R()
print(r.f)
r.f = 5
print(r.f, r.__dict__, R.f.name)
del r.f
print(type("Dyn", (Base,), {"z": 3}).z, Base.subs[-1])
