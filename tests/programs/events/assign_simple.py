def probe():
    breakpoint()


def f(obj, d):
    a = 1
    b = c = a + 1
    probe()
    obj.x = b
    d["k"] = obj.x
    d["k"], obj.y = obj.y if hasattr(obj, "y") else 0, c
    e: int = 5
    g: "unset"
    probe()
    return a, b, c, e


class C:
    pass


d = {}
print(f(C(), d), d)
