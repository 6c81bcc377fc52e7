# Which exception types may be bases together, and __slots__ of exceptions.
import sys

NAMES = """ValueError OSError SyntaxError ImportError UnicodeDecodeError UnicodeEncodeError StopIteration SystemExit
AttributeError NameError KeyError UnboundLocalError IndentationError ConnectionError ExceptionGroup ModuleNotFoundError""".split()
BASES = [getattr(sys.modules["builtins"], n) for n in NAMES]


def together(*bases):
    try:
        type("X", bases, {})
    except TypeError as e:
        return str(e).split(" for bases")[0]
    return "ok"


for a in BASES:
    print(a.__name__, [b.__name__ for b in BASES if together(a, b) == "ok"])
print(together(OSError, SyntaxError), together(ValueError, ValueError))


class Slots(Exception):
    __slots__ = ("extra",)


class More(Slots):
    __slots__ = ("second",)


s = Slots(1)
s.extra, s.dyn = 5, 6
print(s.extra, s.__dict__, Slots.extra)
m = More(1)
m.extra, m.second, m.third = 1, 2, 3
print(m.__dict__, m.extra, m.second)
del m.extra
for f in (lambda: m.extra, lambda: delattr(m, "extra"), lambda: setattr(m, "extra", 9), lambda: m.extra):
    try:
        print(f())
    except AttributeError as e:
        print(repr(e))
