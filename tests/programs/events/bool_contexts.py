class T:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        if self.v == 2:
            breakpoint()
        return bool(self.v)


def f(a, b):
    r = []
    if a:
        r.append("if")
    if not a:
        r.append("not")
    if a and b:
        r.append("and")
    if a or b:
        r.append("or")
    while a:
        r.append("while")
        break
    r.append("t" if b else "f")
    r.append(len([x for x in (a, b) if x]))
    assert a or b or True
    return r, (a and b).v, (a or b).v


for x in (0, 2):
    for y in (0, 1):
        print(f(T(x), T(y)))
