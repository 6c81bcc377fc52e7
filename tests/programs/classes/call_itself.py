# An object whose class's __call__ is such an object again: endless, so RecursionError.
class A:
    pass


A.__call__ = A()


def attempt(f):
    try:
        f()
    except RecursionError as e:
        print(type(e).__name__)


attempt(lambda: A()())
attempt(lambda: A()(1, 2))
attempt(lambda: A()(*range(20)))
attempt(lambda: A()(k=1))
