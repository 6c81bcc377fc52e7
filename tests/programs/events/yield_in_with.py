class M:
    def __init__(self, n):
        self.n = n

    def __enter__(self):
        return self.n

    def __exit__(self, kind, v, tb):
        breakpoint()
        print("exit", self.n, kind and kind.__name__)
        return kind is ValueError


def gen():
    with M(1) as a:
        yield a
    with M(2) as b, M(3) as c:
        yield b + c
    yield "after"


print(list(gen()))
g = gen()
next(g)
print(g.throw(ValueError))
g.close()
g = gen()
next(g)
g.close()
g = gen()
next(g)
try:
    g.throw(KeyError)
except KeyError:
    print("escaped")
