import sys


def info(depth=1):
    f = sys._getframe(depth)
    return f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, sorted(f.f_locals), f.f_back is not None, f.f_globals is globals(), f.f_builtins["len"] is len


def a(x, y=2):
    z = x + y
    return info()


print(a(1))
print(type(sys._getframe()).__name__, sys._getframe().f_back, sys._getframe().f_code.co_name)


def chain(n):
    if n == 0:
        names, f = [], sys._getframe()
        while f:
            names.append((f.f_code.co_name, f.f_locals.get("n")))
            f = f.f_back
        return names
    return chain(n - 1)


print(chain(3))
for bad in (lambda: sys._getframe(100), lambda: sys._getframe("x"), lambda: sys._getframe(-1).f_code.co_name, lambda: setattr(sys._getframe(), "f_code", 1), lambda: setattr(sys._getframe(), "f_locals", {}), lambda: setattr(sys._getframe(), "zzz", 1), lambda: sys._getframe().nope, lambda: type(sys._getframe())()):
    try:
        print(bad())
    except (ValueError, TypeError, AttributeError) as e:
        print(type(e).__name__, e)


def gen():
    x = 1
    yield sys._getframe()
    x = 2
    yield x


g = gen()
f = next(g)
print(f is g.gi_frame, f.f_locals, f.f_back, f.f_lineno - f.f_code.co_firstlineno, f.f_generator is g)
next(g)
print(f.f_locals, f.f_lineno - f.f_code.co_firstlineno)
for bad in (lambda: f.clear(),):
    try:
        bad()
    except RuntimeError as e:
        print(e)
list(g)
print(f.f_locals, g.gi_frame)


def finished():
    local = [1, 2]
    return sys._getframe()


f = finished()
print(f.f_locals, f.f_lineno - f.f_code.co_firstlineno, f.f_back is not None)
f.clear()
print(f.f_locals)
try:
    sys._getframe().clear()
except RuntimeError as e:
    print(e)


def tb_frame():
    v = "kept"
    1 / 0


try:
    tb_frame()
except ZeroDivisionError as e:
    f = e.__traceback__.tb_next.tb_frame
    print(f.f_locals, f.f_code.co_name, e.__traceback__.tb_next.tb_lineno - f.f_code.co_firstlineno)


class C:
    here = sys._getframe().f_code.co_qualname
    names = sorted(n for n in sys._getframe().f_locals if n[0] != "_")


print(C.here, C.names, [sys._getframe().f_code.co_name for _ in "a"], list(sys._getframe().f_code.co_name for _ in "a"), (lambda: sys._getframe().f_code.co_name)())
print(eval("sys._getframe().f_code.co_name"), eval("sys._getframe().f_code.co_filename"))
