def trace(label):
    def wrap(f):
        def inner(*args, **kwargs):
            print(label, "->", f.__name__, args, kwargs)
            result = f(*args, **kwargs)
            print(label, "<-", result)
            return result

        return inner

    return wrap


@trace("outer")
@trace("inner")
def add(a, b=1):
    return a + b


add(1)
add(1, b=2)


def register(registry):
    def deco(cls):
        registry[cls.__name__] = cls
        return cls

    return deco


classes = {}


@register(classes)
class A:
    pass


@register(classes)
class B(A):
    @staticmethod
    @trace("static")
    def f(x):
        return x

    @classmethod
    def g(cls):
        return cls.f(cls.__name__)


B().g()
print(list(classes))


class CountCalls:
    def __init__(self, f):
        self.f, self.n = f, 0

    def __call__(self, *a):
        self.n += 1
        return self.f(*a)


@CountCalls
def square(x):
    return x * x


print(square(3), square(4), square.n)
print([(lambda f: f)(lambda: 5)(), (lambda: (yield))().__class__.__name__])
