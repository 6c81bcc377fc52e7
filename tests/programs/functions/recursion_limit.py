import sys


def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


old = sys.getrecursionlimit()
print(old)
sys.setrecursionlimit(100)
a = depth()
sys.setrecursionlimit(200)
b = depth()
print(b - a)
sys.setrecursionlimit(old)


def f():
    f()


for _ in range(3):
    try:
        f()
    except RecursionError as e:
        print(type(e).__mro__[1].__name__, e)
try:
    sys.setrecursionlimit(0)
except ValueError as e:
    print(e)
try:
    sys.setrecursionlimit("x")
except TypeError as e:
    print(e)


class R:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return repr(self)

    def __eq__(self, o):
        return self == o

    def __call__(self):
        return self()

    def __iter__(self):
        return iter(self)

    def __len__(self):
        return len(self)

    def __add__(self, o):
        return self + o


for use in (lambda: repr(R()), lambda: R() == 1, lambda: R()(), lambda: list(R()), lambda: len(R()), lambda: R() + 1, lambda: [R()] == [1], lambda: R().a):
    try:
        use()
        print("no error")
    except RecursionError as e:
        print("RecursionError")


def deep_list(n):
    x = []
    for _ in range(n):
        x = [x]
    return x


try:
    repr(deep_list(100000))
except RecursionError as e:
    print(type(e).__name__)
print(len(str(deep_list(100))))


def gen(n):
    if n:
        yield from gen(n - 1)
    yield n


print(sum(gen(200)))
print(depth() > 900)
