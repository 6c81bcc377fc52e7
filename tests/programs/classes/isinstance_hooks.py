class Meta(type):
    def __instancecheck__(cls, obj):
        print("instancecheck", type(obj).__name__)
        return obj == 42

    def __subclasscheck__(cls, sub):
        print("subclasscheck", sub.__name__)
        return sub.__name__.startswith("Y")


class A(metaclass=Meta):
    pass


class Yes:
    pass


class No:
    pass


print(isinstance(42, A), isinstance(5, A), isinstance(A(), A), issubclass(Yes, A), issubclass(No, A), issubclass(A, A))
print(isinstance(42, (str, A)), isinstance(1, (str, (list, (int,)))), issubclass(bool, (str, int)), isinstance(True, int), isinstance(1, bool), isinstance(None, type(None)), isinstance(int, type), isinstance(type, object), issubclass(type, object), isinstance(object, type))


class Lies:
    @property
    def __class__(self):
        return dict


l = Lies()
print(isinstance(l, dict), isinstance(l, Lies), type(l).__name__, l.__class__)


class FakeBases:
    def __init__(self, *bases):
        self.__bases__ = bases


f = FakeBases(FakeBases())
g = FakeBases(f)
print(issubclass(g, f), issubclass(f, g))
for bad in (lambda: isinstance(1, 5), lambda: isinstance(1, "int"), lambda: isinstance(1, (int, 5)), lambda: isinstance("x", (int, 5)), lambda: issubclass(5, int), lambda: issubclass(int, 5), lambda: isinstance(1, []), lambda: issubclass(int, ()), lambda: isinstance(1, ()), lambda: isinstance(1, list[int]), lambda: issubclass(int, int | 5), lambda: isinstance(5, None), lambda: isinstance(5, int | None)):
    try:
        print(bad())
    except TypeError as e:
        print(e)


class Raises(type):
    def __instancecheck__(cls, o):
        raise ValueError("no")


class R(metaclass=Raises):
    pass


try:
    isinstance(1, R)
except ValueError as e:
    print(e)
print(isinstance(R(), R))


class Truthy(type):
    def __instancecheck__(cls, o):
        return "non-empty"


class T(metaclass=Truthy):
    pass


print(isinstance(1, T))


class E(Exception, metaclass=Meta):
    pass


try:
    raise KeyError(1)
except E:
    print("never")
except KeyError:
    print("except does not use instancecheck")
match 42:
    case A():
        print("match uses it")


class Callable:
    def __call__(self):
        pass


print(callable(Callable()), callable(Callable), callable(5), callable(len), callable(lambda: 0), callable(None))
c = Callable()
c.__call__ = None
print(callable(c), callable(type("N", (), {})()))
