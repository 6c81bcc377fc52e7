class Celsius:
    def __init__(self, t=0):
        self._t = t

    @property
    def t(self):
        "temperature"
        return self._t

    @t.setter
    def t(self, v):
        if v < -273:
            raise ValueError(f"{v} is too cold")
        self._t = v

    @t.deleter
    def t(self):
        print("deleting")
        self._t = 0

    @property
    def readonly(self):
        return "ro"

    def _get_x(self):
        return "x"

    x = property(_get_x, doc="the x")
    writeonly = property(None, lambda self, v: print("wrote", v))
    empty = property()


c = Celsius(5)
c.t += 10
print(c.t, Celsius.t.__doc__, Celsius.x.__doc__, c.x, type(Celsius.t).__name__, Celsius.t.fget.__name__, Celsius.t.fset is not None, Celsius.readonly.fset, Celsius.t.__name__)
del c.t
print(c.t)
c.writeonly = 3
for f in (lambda: setattr(c, "t", -300), lambda: setattr(c, "readonly", 1), lambda: delattr(c, "readonly"), lambda: c.writeonly, lambda: c.empty, lambda: setattr(c, "empty", 1), lambda: delattr(c, "empty"), lambda: setattr(c, "x", 1), lambda: property(1, 2, 3, 4, 5), lambda: Celsius.t.nope, lambda: setattr(Celsius.t, "fget", 1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Sub(Celsius):
    @property
    def t(self):
        return super().t * 2

    @Celsius.readonly.getter
    def readonly(self):
        return "overridden"


s = Sub(4)
print(s.t, s.readonly)
try:
    s.t = 5
except AttributeError as e:
    print(e)


class Raising:
    @property
    def attr(self):
        return self.missing

    @property
    def value(self):
        raise ValueError("inside property")

    def __getattr__(self, name):
        return f"getattr {name}"


r = Raising()
print(r.attr, hasattr(r, "other"))
try:
    r.value
except ValueError as e:
    print(e)


class Raising2:
    @property
    def attr(self):
        return self.mising

    missing = 1


try:
    Raising2().attr
except AttributeError as e:
    print(e, e.name, type(e.obj).__name__)
c.__dict__["t"] = "ignored"
print(c.t, c.__dict__)
p = property(lambda self: 1)
print(p.__get__(None, int) is p, p.__get__(5), p.getter(lambda self: 2).__get__(0), p.fdel, p.__isabstractmethod__)
