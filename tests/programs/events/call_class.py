def probe():
    breakpoint()


class Plain:
    pass


class Init:
    def __init__(self, a, *, b=2):
        probe()
        self.a, self.b = a, b


class New:
    def __new__(cls, x):
        self = super().__new__(cls)
        self.x = x
        return self


class Both(New):
    def __init__(self, x):
        self.y = x


class Other:
    def __new__(cls):
        return "not an instance"


class Tup(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)


print(type(Plain()).__name__, Init(1).b, Init(1, b=5).b, New(3).x, Both(4).y, Other(), Tup(1, 2))
for bad in (lambda: Plain(1), lambda: Init(), lambda: New()):
    try:
        bad()
    except TypeError as e:
        print(e)
