def probe():
    breakpoint()


class P:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def f(v):
    match v:
        case P(0, 0):
            return "origin"
        case P(0, y=q):
            return "axis", q
        case P(x=a, y=b) if a == b:
            probe()
            return "diagonal"
        case P(a, b):
            return a, b
        case int(n) | float(n):
            return "number", n
        case str():
            return "str"
        case list([first, *_]):
            return "list", first


for v in (P(0, 0), P(0, 1), P(2, 2), P(1, 2), 5, 5.5, "s", [1, 2], None):
    print(f(v))
