# An operator asks an object whether it is equal to itself; containers take it for granted.
class Never:
    def __eq__(self, other):
        asked.append("eq")
        return False

    def __ne__(self, other):
        asked.append("ne")
        return "differs"

    __hash__ = object.__hash__


class Part(Never):
    pass


class Plain:
    pass


asked = []


def equal(a, b):
    return a == b, a != b


def differ(a, b):
    if a != b:
        return "differ"
    return "same"


for i in range(3000):
    equal("a", "b"), equal(Plain, Plain), equal((i,), (i,)), equal(None, i), differ("a", "a"), differ((), ())
never, plain, nan = Never(), Plain(), float("nan")
print(equal(never, never), differ(never, never), equal(plain, plain), differ(plain, plain), equal(plain, never), asked)
print(equal((never,), (never,)), equal([never], [never]), equal(nan, nan), equal((nan,), (nan,)), equal({1: never}, {1: never}))
print(never in [never], never in (never,), never in {never}, {never: 1}[never], [never].index(never), asked)
print(equal(Part(), plain), equal(plain, Part()), equal(1 << 80, 1 << 80), equal(b"x", b"x"), equal(1.5, 1.5), equal(plain, 1))


def chosen(f, a, b):
    return min(f(a), f(b)), max(f(a), f(b)), len(f("abc")), abs(f(a))


def made(f, a):
    return Box(f(a), f(f(a))).x


class Box:
    def __init__(self, x, y):
        self.x = x


for i in range(3000):
    chosen(lambda x: x, i, 5), made(lambda x: x, i)
print(chosen(lambda x: x, 3, -4), made(lambda x: x, "box"))
