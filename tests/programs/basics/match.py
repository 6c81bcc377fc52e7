def kind(x):
    match x:
        case 0 | 1:
            return "small int"
        case int(n) if n < 0:
            return f"negative {n}"
        case int():
            return "int"
        case "hi" | "hello":
            return "greeting"
        case str() as s:
            return f"string {s!r}"
        case [] | {}:
            return "empty sequence or any mapping" if x else "empty"
        case [a]:
            return f"one {a}"
        case [a, b]:
            return f"two {a} {b}"
        case [a, *rest]:
            return f"first {a} rest {rest}"
        case None:
            return "none"
        case float("nan") | 1.5:
            return "one and a half"
        case _:
            return "other"


for x in [0, 1, 5, -4, True, "hi", "x", [], {}, [1], (1, 2), [1, 2, 3], None, 1.5, 2.5, {"a": 1}, {1}]:
    print(repr(x), kind(x))


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


for p in [Point(0, 0), Point(0, 5), Point(5, 5), Point(1, 2)]:
    match p:
        case Point(0, 0):
            print("origin")
        case Point(x=0, y=yy):
            print("on y", yy)
        case Point(a, b) if a == b:
            print("diagonal", a)
        case Point(a, b):
            print(a, b)
for d in [{"op": "add", "args": [1, 2]}, {"op": "neg", "args": [3], "extra": 1}, {"op": "?"}]:
    match d:
        case {"op": "add", "args": [a, b]}:
            print("add", a, b)
        case {"op": "neg", "args": [a], **rest}:
            print("neg", a, rest)
        case {"op": op}:
            print("unknown", op)
