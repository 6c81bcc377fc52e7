# Numbers in hot code: ints that no word holds, powers, roots, and what they do to other operands.
import math


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e)


def ints(a, b):
    return a + b, a - b, a * b, a & b, a | b, a ^ b


def divided(a, b):
    return a // b, a % b


def shifted(a, b):
    return a << b, a >> b


def in_place(a, b):
    a ^= b
    a += b
    return a


def squared(x):
    return x**2, x**3


def square_in_place(x):
    x **= 2
    return x


def root(x):
    return math.sqrt(x)


def joined(a, b):
    c = a
    a = a + b
    c += b
    return a, c


def within(a, b):
    return a <= b, a >= b


def subset(a, b):
    return a <= b


wide = 1 << 63
keys = [(i * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF for i in range(64)]
total = 0
for turn in range(3000):
    a, b = keys[turn & 63], keys[turn * 7 & 63]
    total ^= a
    ints(a, b), divided(a, b + 1), shifted(a, turn & 31), in_place(a, b)
    squared(1.5 + turn), squared(-1.5), square_in_place(0.5), root(turn), root(0.5)
    joined("a", "b"), joined([1], [2]), subset(frozenset([1]), {1, 2}), within({turn}, {turn})
print(total)
for a in (wide, -wide, 5, -5, True, (1 << 127) - 1, -(1 << 127), 1 << 200):
    for b in (3, -3, wide, 0, -(1 << 64), 1 << 127):
        print(ints(a, b), attempt(divided, a, b), in_place(a, b))
    print(shifted(a, 0), shifted(a, 61), shifted(a, 130), attempt(shifted, a, -1), attempt(shifted, a, 1.0))
print(attempt(ints, wide, 1.5), attempt(ints, wide, "a"), divided(wide, 1.5), attempt(divided, wide, 0.0))
for x in (-2.0, 0.0, -0.0, 1e200, -1e200, 3, -3, True, float("inf"), float("nan"), 2j, wide):
    print(attempt(squared, x), attempt(square_in_place, x), attempt(root, x))
print(attempt(squared, "a"), attempt(root, "a"), attempt(root, None), attempt(root))


class Real:
    def __float__(self):
        return 9.0


print(root(Real()), root(10**400 // 10**390), attempt(root, 10**400), attempt(root, -1), attempt(root, -0.5))
one = [1]
print(joined(one, [2]), one, attempt(joined, one, (2,)), attempt(joined, "a", 1), joined((1,), (2,)), joined(b"a", b"b"))


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return 1

    def __eq__(self, other):
        print("eq", self.v, other.v if isinstance(other, Key) else other)
        return isinstance(other, Key) and self.v == other.v


print(within({Key(1)}, {Key(2), Key(1)}), within({1, 2}, frozenset([1])), attempt(within, {1}, [1]), within(set(), set()))
print(within({1.0}, {1}), within({True, "x"}, {1, "x", None}), within(frozenset([(1, 2)]), {(1, 2)}))
