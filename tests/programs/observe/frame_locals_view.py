import sys


def f():
    x = 1
    fr = sys._getframe()
    l = fr.f_locals
    l["x"] = 2
    print(x, l["x"], type(l).__name__, "x" in l, len(l) >= 3, sorted(l))
    x = 3
    print(l["x"], l.get("nope"), l.get("nope", 5))
    l["extra"] = "e"
    print(l["extra"], "extra" in sys._getframe().f_locals, fr.f_locals is l, fr.f_locals == l)
    for bad in (lambda: l["nope"], lambda: l.pop("x"), lambda: l.clear(), lambda: l.popitem(), lambda: l[5], lambda: l.__setitem__(5, 6), lambda: l.__delitem__("x"), lambda: l.__delitem__("extra"), lambda: l.setdefault("x", 9), lambda: l.setdefault("y2", 9), lambda: l.update({"x": 10}), lambda: l.copy()["x"], lambda: l | {"q": 1} and 5, lambda: l.__ior__({"x": 11}) is l, lambda: list(reversed(l))[0] is not None, lambda: hash(l)):
        try:
            print(bad())
        except Exception as e:
            print(type(e).__name__, e)
    print(x)


f()


def cells():
    y = 1

    def inner():
        nonlocal y
        sys._getframe(1).f_locals["y"] = 10
        return y

    print(inner(), y)
    sys._getframe().f_locals["y"] = 20
    return y, inner.__closure__[0].cell_contents


print(cells())


def unbound():
    l = sys._getframe().f_locals
    print("later" in l, sorted(l))
    l["later"] = "set through the view"
    print(later)
    later = 2
    del later
    print("later" in l)


unbound()


def loop():
    total = 0
    for i in range(6):
        if i == 2:
            sys._getframe().f_locals["i"] = 100
        total += i
    return total


print(loop())
print(sys._getframe().f_locals is globals(), type(sys._getframe().f_locals).__name__)


class C:
    sys._getframe().f_locals["made"] = 1
    print(type(sys._getframe().f_locals).__name__)


print(C.made)


def poke_caller():
    sys._getframe(1).f_locals["value"] = "poked"


def caller():
    value = "mine"
    poke_caller()
    return value


print(caller())


def comp():
    return [sorted(sys._getframe().f_locals) for q in range(1)]


print(comp())
loc = (lambda a, b=2: sys._getframe().f_locals)(1)
print(loc, dict(loc), {**loc}, repr(loc), loc == {"a": 1, "b": 2}, list(loc.items()), list(loc.values()))
