class V:
    def __init__(self, x):
        self.x = x

    def __eq__(self, o):
        print("eq", self.x, getattr(o, "x", o))
        return self.x == getattr(o, "x", o)

    def __lt__(self, o):
        print("lt", self.x, getattr(o, "x", o))
        return self.x < getattr(o, "x", o)


a, b = V(1), V(2)
print(a == b, a != b, a < b, a > b, a == 1, 1 == a, 1 != a, 5 > a)
for f in (lambda: a <= b, lambda: a >= b, lambda: hash(a), lambda: a < "x", lambda: 1 < "a", lambda: None < None, lambda: object() < object(), lambda: a > a.__class__, lambda: V < V, lambda: len < len):
    try:
        print(f())
    except TypeError as e:
        print(e)
print([a] == [a], a in [a], [a] == [V(1)], (a,) < (b,), [a, b].index(V(2)), [V(1), V(1)].count(a))


class Never:
    def __eq__(self, o):
        return NotImplemented

    def __ne__(self, o):
        return NotImplemented


n = Never()
print(n == n, n == 5, n != n, n != 5, 5 == n)


class Weird:
    def __eq__(self, o):
        return []

    def __lt__(self, o):
        return "yes"

    __hash__ = None


w = Weird()
print(w == 1, w != 1, w < 1, bool(w == 1), w in [w], w in [5], sorted([w, w]) is not None, not w == 1, 1 > w)


class Raises:
    def __eq__(self, o):
        raise ValueError("eq")


for f in (lambda: Raises() == 1, lambda: 1 == Raises(), lambda: Raises() != 1, lambda: Raises() in [1], lambda: [Raises()] == [1], lambda: [1, 2].index(Raises()), lambda: {1: 2} == {1: Raises()}):
    try:
        print(f())
    except ValueError as e:
        print("raised", e)


class Sub(V):
    def __eq__(self, o):
        print("Sub.eq")
        return True

    def __gt__(self, o):
        print("Sub.gt")
        return True

    def __hash__(self):
        return 1


print(V(1) == Sub(2), V(1) < Sub(0), Sub(1) == V(5), hash(Sub(3)))
print(Sub(1) == Sub(2), {Sub(1): "one"}[Sub(9)], V.__hash__, Sub.__hash__ is not None)
print(1 < 2 < 3, 1 < 3 < 2, a < b < V(3), 3 > 2 == 2, 1 == 1.0 != 2 < 3 in [3])
print(object.__eq__(a, a), object.__eq__(a, b), object.__ne__(a, a), object.__lt__(a, b), int.__eq__(1, "1"), str.__lt__("a", "b"), list.__eq__([1], [1.0]), tuple.__lt__((1,), (2,)), dict.__eq__({}, []), type.__eq__(int, int))


class TotalOrder:
    def __init__(self, v):
        self.v = v

    __lt__ = lambda s, o: s.v < o.v
    __le__ = lambda s, o: s.v <= o.v
    __gt__ = lambda s, o: s.v > o.v
    __ge__ = lambda s, o: s.v >= o.v
    __eq__ = lambda s, o: s.v == o.v
    __repr__ = lambda s: f"T{s.v}"


ts = [TotalOrder(x) for x in (3, 1, 2)]
print(sorted(ts), min(ts), max(ts), sorted(ts, reverse=True), ts[0] >= ts[1] > TotalOrder(0))
