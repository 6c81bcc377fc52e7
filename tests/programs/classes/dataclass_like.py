def record(cls):
    fields = list(cls.__annotations__)
    defaults = {f: cls.__dict__[f] for f in fields if f in cls.__dict__}

    def __init__(self, *args, **kw):
        if len(args) > len(fields):
            raise TypeError(f"expected at most {len(fields)} arguments, got {len(args)}")
        values = dict(zip(fields, args))
        for k, v in kw.items():
            if k not in fields:
                raise TypeError(f"unexpected {k!r}")
            if k in values:
                raise TypeError(f"repeated {k!r}")
            values[k] = v
        for f in fields:
            if f in values:
                setattr(self, f, values[f])
            elif f in defaults:
                setattr(self, f, defaults[f])
            else:
                raise TypeError(f"missing {f!r}")

    def astuple(self):
        return tuple(getattr(self, f) for f in fields)

    cls.__init__ = __init__
    cls.astuple = astuple
    cls.__repr__ = lambda self: f"{cls.__name__}({', '.join(f'{f}={getattr(self, f)!r}' for f in fields)})"
    cls.__eq__ = lambda self, o: type(o) is cls and self.astuple() == o.astuple()
    cls.__lt__ = lambda self, o: self.astuple() < o.astuple()
    cls.__hash__ = lambda self: hash(self.astuple())
    cls.__iter__ = lambda self: iter(self.astuple())
    cls.__match_args__ = tuple(fields)
    return cls


@record
class Point:
    x: int
    y: int = 0

    def dist(self):
        return (self.x**2 + self.y**2) ** 0.5


@record
class Line:
    a: Point
    b: Point
    name: str = "line"


p = Point(3, 4)
print(p, p.dist(), Point(1), Point(y=2, x=1), p == Point(3, 4), p != Point(3), {p: 1}[Point(3, 4)], sorted([Point(2), Point(1, 5)]), [*p])
l = Line(p, Point(0), name="diag")
print(l, l.b.x)
match l:
    case Line(Point(x=a), Point(0, 0), name=n):
        print("matched", a, n)
for args, kw in (((), {}), ((1, 2, 3), {}), ((1,), {"x": 2}), ((), {"z": 1})):
    try:
        print(Point(*args, **kw))
    except TypeError as e:
        print(e)


class Enum:
    def __init_subclass__(cls):
        members = [(k, v) for k, v in cls.__dict__.items() if isinstance(v, int) and not k.startswith("_")]
        cls.members = {}
        for k, v in members:
            m = object.__new__(cls)
            m.name, m.value = k, v
            setattr(cls, k, m)
            cls.members[k] = m

    def __repr__(self):
        return f"<{type(self).__name__}.{self.name}: {self.value}>"

    def __class_getitem__(cls, k):
        return cls.members[k]


class Color(Enum):
    RED = 1
    GREEN = 2


print(Color.RED, Color["GREEN"], Color.RED is Color["RED"], [m.name for m in Color.members.values()])


def namedtuple(name, fields):
    fields = fields.split()

    def __new__(cls, *values):
        if len(values) != len(fields):
            raise TypeError(f"{name} takes {len(fields)} values")
        return tuple.__new__(cls, values)

    ns = {"__slots__": (), "__new__": __new__, "_fields": tuple(fields)}
    for i, f in enumerate(fields):
        ns[f] = property(lambda self, i=i: self[i])
    ns["__repr__"] = lambda self: f"{name}({', '.join(f'{f}={v!r}' for f, v in zip(fields, self))})"
    ns["_replace"] = lambda self, **kw: type(self)(*(kw.get(f, v) for f, v in zip(fields, self)))
    return type(name, (tuple,), ns)


P = namedtuple("P", "a b")
q = P(1, 2)
print(q, q.a, q[1], q == (1, 2), q._replace(b=9), P._fields, len(q), hash(q) == hash((1, 2)))
try:
    q.a = 5
except AttributeError as e:
    print(e)
