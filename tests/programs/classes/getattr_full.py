log = []


class A:
    cls_attr = "class"

    def __init__(self):
        self.inst = "instance"

    def __getattribute__(self, name):
        log.append(name)
        if name == "blocked":
            raise AttributeError("blocked by getattribute")
        if name == "error":
            raise ValueError("not an AttributeError")
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        log.append(f"fallback {name}")
        if name == "deep":
            raise AttributeError("deep failure", name="deep")
        return f"<{name}>"

    def method(self):
        return self.inst

    def __len__(self):
        return 5


a = A()
print(a.cls_attr, a.inst, a.blocked, a.unknown, a.method(), len(a), hasattr(a, "anything"), hasattr(a, "deep"), getattr(a, "deep", "dflt"))
print(log)
try:
    a.error
except ValueError as e:
    print(e)
try:
    a.deep
except AttributeError as e:
    print(e, e.name, e.obj)


class Setter:
    def __setattr__(self, name, value):
        if name.startswith("ro_"):
            raise AttributeError(f"{name} is read-only")
        object.__setattr__(self, name, value * 2 if isinstance(value, int) else value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)


s = Setter()
s.x = 5
s.x += 1
s.l = []
print(s.x, s.__dict__)
for f in (lambda: setattr(s, "ro_x", 1), lambda: delattr(s, "zzz"), lambda: delattr(s, "x")):
    try:
        f()
    except AttributeError as e:
        print(e)
print(s.__dict__)


class OnlyGetattr:
    def __getattr__(self, name):
        if name == "__len__":
            return lambda: 3
        if name == "__iter__":
            return lambda: iter("abc")
        raise AttributeError(name)


o = OnlyGetattr()
for f in (lambda: len(o), lambda: list(o), lambda: o.__len__(), lambda: o(), lambda: o + 1, lambda: o[0], lambda: str(o).startswith("<"), lambda: bool(o), lambda: o == o):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class Dynamic:
    pass


d = Dynamic()
for i in range(40):
    setattr(d, f"a{i}", i)
print(sum(getattr(d, f"a{i}") for i in range(40)), len(d.__dict__), list(d.__dict__)[:3])
for i in range(0, 40, 2):
    delattr(d, f"a{i}")
print(len(vars(d)), sorted(vars(d))[:3])
d.__dict__["with space"] = 1
print(getattr(d, "with space"), d.__dict__.pop("with space"))
d.__dict__ = {"replaced": True}
print(d.replaced, hasattr(d, "a1"))
m = type(log)
module = __import__("sys")
try:
    module.nope_attr
except AttributeError as e:
    print(e)
try:
    A.nope
except AttributeError as e:
    print(e)
try:
    super(A, a).nope
except AttributeError as e:
    print(e)
try:
    (lambda: 0).nope
except AttributeError as e:
    print(e)
