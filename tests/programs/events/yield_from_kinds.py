class Plain:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration("plain done")
        self.n -= 1
        return self.n


class Full(Plain):
    def send(self, v):
        breakpoint()
        return ("sent", v)

    def throw(self, e):
        return ("thrown", type(e).__name__)

    def close(self):
        print("closed")


def d(x):
    r = yield from x
    return r


def show(g, *sends):
    out = []
    try:
        out.append(next(g))
        for s in sends:
            out.append(g.send(s))
    except (StopIteration, AttributeError, TypeError) as e:
        out.append(repr(e))
    return out


print(list(d("ab")), list(d({1: 2})), list(d(range(2))), show(d(Plain(2)), None, None, None))
f = d(Full(2))
print(show(f, "x", None))
f.close()
g = d(Full(2))
next(g)
print(g.throw(ValueError()))
g.close()
print(show(d(Plain(2)), "cannot send"))
print(show(d(5)))
print(list(d(d(d([1, 2])))))
