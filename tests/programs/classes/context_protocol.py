class CM:
    def __init__(self, name, suppress=(), enter_error=None, exit_error=None):
        self.name, self.suppress = name, suppress
        self.enter_error, self.exit_error = enter_error, exit_error

    def __enter__(self):
        print("enter", self.name)
        if self.enter_error:
            raise self.enter_error
        return self

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind.__name__ if kind else None, value)
        if self.exit_error:
            raise self.exit_error
        return kind is not None and issubclass(kind, self.suppress)


def attempt(*managers, body=None):
    try:
        if len(managers) == 1:
            with managers[0]:
                if body:
                    raise body
        else:
            with managers[0], managers[1]:
                if body:
                    raise body
        print("-> completed")
    except Exception as e:
        print("->", repr(e), repr(e.__context__))


attempt(CM("a"))
attempt(CM("a"), body=ValueError(1))
attempt(CM("a", suppress=ValueError), body=ValueError(1))
attempt(CM("a", suppress=KeyError), body=ValueError(1))
attempt(CM("a", suppress=Exception), CM("b"), body=ValueError(1))
attempt(CM("a"), CM("b", suppress=Exception), body=ValueError(1))
attempt(CM("a"), CM("b", enter_error=KeyError("enter b")))
attempt(CM("a", suppress=KeyError), CM("b", enter_error=KeyError("enter b")))
attempt(CM("a"), CM("b", exit_error=KeyError("exit b")), body=ValueError(1))
attempt(CM("a", exit_error=OSError("exit a")), CM("b", exit_error=KeyError("exit b")))
attempt(CM("a", enter_error=ValueError("enter a")))


class NoExit:
    def __enter__(self):
        return 1


class NoEnter:
    def __exit__(self, *a):
        return 1


class Async:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *a):
        pass


class WrongArity:
    def __enter__(self):
        pass

    def __exit__(self):
        pass


for m in (NoExit(), NoEnter(), 5, None, Async(), WrongArity()):
    try:
        with m:
            print("body")
    except TypeError as e:
        print(e)


class InstanceAttr:
    pass


i = InstanceAttr()
i.__enter__ = lambda: None
i.__exit__ = lambda *a: None
try:
    with i:
        pass
except TypeError as e:
    print(e)


def flow():
    for n in range(4):
        with CM(f"loop{n}"):
            if n == 0:
                continue
            if n == 1:
                break
    with CM("ret"):
        return "value"


print(flow())


def gen():
    with CM("gen"):
        yield 1
        yield 2


g = gen()
print(next(g))
g.close()
with CM("x") as m, CM(m.name + "y") as n:
    print(m.name, n.name)
with CM("tuple") as (m.attr):
    print(m.attr.name)
d = {}
with CM("dict") as d["k"]:
    print(sorted(d))
with (CM("paren"), CM("paren2")):
    print("both")
with (CM("one")):
    print("single")
