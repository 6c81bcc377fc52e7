import sys

log = []
NAMES = ("f", "g", "C.__init__", "C.m", "outer", "<lambda>", "f.<locals>.<listcomp>")


def profiler(frame, event, arg):
    n = frame.f_code.co_qualname
    if n in NAMES:
        log.append((event, n, getattr(arg, "__qualname__", arg) if event.startswith("c_") else arg))


class C:
    def __init__(self):
        self.v = len("abc")

    def m(self):
        return self.v


def g(x):
    if x:
        raise ValueError(x)
    yield 1


def f():
    c = C()
    l = [c.m()]
    l.append(int("5"))
    sorted(l, key=lambda v: -v)
    try:
        list(g(1))
    except ValueError:
        pass
    try:
        l.index(99)
    except ValueError:
        pass
    str.upper("x")
    "a".join(["b"])
    l.__len__()
    l + l
    return sum(v for v in l)


sys.setprofile(profiler)
print(sys.getprofile() is profiler)
f()
sys.setprofile(None)
for entry in log:
    print(*entry)
log.clear()


def inner():
    sys.setprofile(profiler)
    return "inner result"


def outer():
    r = inner()
    return r


outer()
sys.setprofile(None)
print(log, sys.getprofile())
log.clear()


def bad(frame, event, arg):
    if frame.f_code.co_name == "m":
        raise KeyError(event)


sys.setprofile(bad)
try:
    C().m()
except KeyError as e:
    print("propagated", e, sys.getprofile())
sys.setprofile(None)
