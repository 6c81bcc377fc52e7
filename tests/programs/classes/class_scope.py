x = "global x"


class A:
    x = x + " in class"
    y = 1
    z = y + 1
    if z > 1:
        w = "conditional"
    for i in range(3):
        pass
    squares = [n * n for n in range(3)]
    with_outer = [n for n in range(z)]
    __qualname__ = "Custom.Name"
    __module__ = "custom_module"
    del y
    f = lambda self, d=z: d
    print("executing body", __name__)
    try:
        undefined_here
    except NameError as e:
        error = str(e)

    def method(self):
        return x

    class Inner:
        try:
            v = z
        except NameError as e:
            v = str(e)


print(A.x, A.z, A.w, A.i, A.squares, A.with_outer, hasattr(A, "y"), A().f(), A.error, A().method(), A.Inner.v, A, A.__qualname__, A.__module__)


def make(n):
    class Local:
        value = n
        n = "class n"
        after = n

        def get(self):
            return n

    return Local




def make2(n):
    class Local:
        value = n

        def get(self):
            return n

    return Local


print(make2(7).value, make2(8)().get(), make2.__qualname__, make2(1).__qualname__, make2(1).get.__qualname__)
print([k for k in A.__dict__ if not k.startswith("__")])
print(A.__firstlineno__ > 0, A.__static_attributes__)


class Doc:
    """The docstring."""

    """not it"""

    def __init__(self):
        self.b = 1
        self.a = 2


print(Doc.__doc__, sorted(Doc.__static_attributes__), Doc.__firstlineno__)


class NoDoc:
    5


print(NoDoc.__doc__)
NoDoc.__doc__ = "set later"
print(NoDoc.__doc__)


class Annotated:
    a: int
    b: str = "x"
    c: int

    def m(self, q: list[int] = []) -> None:
        pass


print(sorted(Annotated.__annotations__), Annotated.__annotations__["a"], Annotated.m.__annotations__, hasattr(Annotated, "a"))


class Forward:
    later: Later


try:
    Forward.__annotations__
except NameError as e:
    print(e)


class Later:
    pass


print(Forward.__annotations__)


class Augmented:
    n = 1
    n += 5
    l = [1]
    l += [2]


print(Augmented.n, Augmented.l)
counter = 0


class GlobalInBody:
    global counter
    counter = 10


print(counter, "counter" in vars(GlobalInBody))


class Exec:
    exec("made = 1")
    locals()["also"] = 2


print(Exec.made, Exec.also)
try:

    class Fails:
        a = 1
        raise ValueError("in body")

except ValueError as e:
    print(e, "Fails" in globals())
