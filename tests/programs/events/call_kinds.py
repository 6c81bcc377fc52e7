def probe():
    breakpoint()


class C:
    def method(self, x):
        return x

    @classmethod
    def cm(cls, x):
        return cls.__name__, x

    @staticmethod
    def sm(x):
        probe()
        return x

    def __call__(self, *a, **k):
        return a, k


def f():
    c = C()
    bound = c.method
    r = [c.method(1), bound(2), C.method(c, 3), C.cm(4), c.cm(5), C.sm(6), c.sm(7), c(8, k=9)]
    append = r.append
    append(len("abc"))
    r.append(str.upper("x"))
    list.append(r, int("7"))
    r.append([].__len__())
    r.append("a-b".split("-"))
    r.append(max(1, 2))
    r.append(dict(a=1))
    return r


print(f())
