class Meta(type):
    log = []

    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        mcs.log.append(("prepare", name, kw))
        return {"from_prepare": 1}

    def __new__(mcs, name, bases, ns, **kw):
        mcs.log.append(("new", name, sorted(k for k in ns if not k.startswith("__"))))
        ns["added"] = "by meta"
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        cls.log.append(("init", name, kw))
        super().__init__(name, bases, ns)

    def __call__(cls, *a, **k):
        obj = super().__call__(*a, **k)
        obj.via_meta = True
        return obj

    def __len__(cls):
        return 7

    def __getitem__(cls, k):
        return f"{cls.__name__}[{k}]"

    def __iter__(cls):
        return iter("meta")

    def __contains__(cls, x):
        return x == 1

    def __getattr__(cls, name):
        return f"meta getattr {name}"

    def __repr__(cls):
        return f"<Meta {cls.__name__}>"

    def __instancecheck__(cls, obj):
        return obj == "instance" or super().__instancecheck__(obj)

    def __subclasscheck__(cls, sub):
        return sub is int or super().__subclasscheck__(sub)

    def __add__(cls, other):
        return "added classes"

    def __bool__(cls):
        return False

    @property
    def prop(cls):
        return "meta prop"

    def meth(cls):
        return cls.__name__


class A(metaclass=Meta, opt=5):
    x = 1


class B(A):
    def f(self):
        pass


print(Meta.log)
print(len(A), A["k"], list(A), 1 in A, 2 in A, A.whatever, A, B, A.added, A.from_prepare, A().via_meta, A + B, bool(A), A.prop, B.meth(), type(A), type(B).__name__)
print(isinstance("instance", A), isinstance(B(), A), isinstance(5, A), issubclass(int, A), issubclass(B, A), issubclass(str, A))
for f in (lambda: A().prop, lambda: A().meth(), lambda: len(A()), lambda: A()["x"]):
    try:
        print(f())
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)


class Other(type):
    pass


for source in ("class X(A, metaclass=Other): pass", "class X(metaclass=5): pass", "class X(5): pass", "class X(bool): pass", "class X(A, object, A): pass", "class X(object, A): pass", "class X(int, str): pass", "class X(type(None)): pass", "class X(metaclass=Meta, metaclass=Meta): pass", "class X(*[A], **{'opt': 1}): pass", "class X(type(lambda: 0)): pass", "class X(A()): pass", "class X(foo=1): pass", "class X(print): pass"):
    try:
        exec(source)
        print("fine", source)
    except (TypeError, SyntaxError) as e:
        print(type(e).__name__, getattr(e, "msg", e))


def function_meta(name, bases, ns):
    return (name, bases, sorted(k for k in ns if k[0] != "_"))


class Odd(metaclass=function_meta):
    y = 2


print(Odd)
T = type("T", (A,), {"z": 3})
print(T, T.z, T.__mro__, type(T).__name__)
for f in (lambda: type("X"), lambda: type(1, 2), lambda: type("X", 5, {}), lambda: type(5, (), {}), lambda: type("X", (), 5), lambda: type("X", (), {}, foo=1), lambda: type("a\0b", (), {}), lambda: type(), lambda: type("X", (1,), {})):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


class BadPrepare(type):
    @classmethod
    def __prepare__(mcs, *a):
        return 5


try:

    class X(metaclass=BadPrepare):
        pass

except TypeError as e:
    print(e)


class Ordered(dict):
    def __setitem__(self, k, v):
        if k in self and not k.startswith("__"):
            raise NameError(f"{k} defined twice")
        super().__setitem__(k, v)


class Strict(type):
    @classmethod
    def __prepare__(mcs, *a):
        return Ordered()


try:

    class Twice(metaclass=Strict):
        q = 1
        q = 2

except NameError as e:
    print(e)
