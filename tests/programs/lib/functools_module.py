import functools


@functools.lru_cache(maxsize=3)
def square(x):
    print("computing", x)
    return x * x


print([square(x) for x in (1, 2, 1, 3, 4, 1, 2)], square.cache_info())
square.cache_clear()
print(square.cache_info(), square.__wrapped__(5))
p = functools.partial(int, base=2)
print(p("101"), p.func, p.args, p.keywords, repr(p))
print(functools.partial(print, "a", sep="-").args, functools.partial(functools.partial(max, 1), 2)(3))
print(functools.reduce(lambda a, b: a * b, range(1, 6)), functools.reduce(lambda a, b: a + b, [], 5))


@functools.wraps(square)
def wrapper():
    "wrapper doc"


print(wrapper.__name__, wrapper.__wrapped__ is square)


@functools.total_ordering
class T:
    def __init__(self, x):
        self.x = x

    def __eq__(self, o):
        return self.x == o.x

    def __lt__(self, o):
        return self.x < o.x


print(T(1) <= T(2), T(1) >= T(2), T(1) > T(0), sorted([T(3), T(1)])[0].x)


@functools.singledispatch
def show(x):
    return f"object {x}"


@show.register
def _(x: int):
    return f"int {x}"


@show.register(list)
def _(x):
    return f"list {len(x)}"


print(show(1), show([1, 2]), show("s"), show(True))


class C:
    @functools.cached_property
    def value(self):
        print("computed once")
        return 42


c = C()
print(c.value, c.value, c.__dict__)
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))
try:
    functools.reduce(lambda a, b: a, [])
except TypeError as e:
    print(e)
