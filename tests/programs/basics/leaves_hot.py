# Instructions and natives that compiled code has done by the runtime without leaving its registers: hot, and then with
# operands for which that does not suffice.
import math
from collections import OrderedDict, defaultdict, namedtuple

P = namedtuple("P", "x y z")


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        log.append(("hash", self.v))
        return hash(self.v)

    def __eq__(self, other):
        log.append(("eq", self.v))
        return isinstance(other, Key) and self.v == other.v


class Plain:
    pass


class L(list):
    def append(self, x):
        log.append(("append", x))
        list.append(self, x)


class D(dict):
    def __getitem__(self, k):
        log.append(("getitem", k))
        return dict.get(self, k, "none")


class S(str):
    def startswith(self, *a):
        log.append(("startswith", a))
        return True


class T:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        log.append(("bool", self.v))
        return self.v


class Sized:
    def __len__(self):
        log.append("len")
        return 0


log = []


def attempt(f, *args):
    try:
        r = f(*args)
    except Exception as e:
        r = (type(e).__name__, str(e))
    return r


def item(c, k):
    return c[k]


def part(c, a, b):
    return c[a:b]


def whole(c):
    return c[:], c[::], c[1:-1], c[-2:]


def put(c, k, v):
    c[k] = v
    return c


def within(x, c):
    return x in c, x not in c


def compared(a, b):
    return a == b, a != b


def ordered(a, b):
    return a < b, a >= b


def true(x):
    return 1 if x else 0


def negated(x):
    return -x


def grow(l, x):
    l.append(x)
    return len(l)


def shrink(l):
    return l.pop()


def shrink_at(l, i):
    return l.pop(i)


def insert(l, i, x):
    l.insert(i, x)
    return l


def get(d, k):
    return d.get(k), d.get(k, 7)


def add(s, x):
    s.add(x)
    return len(s)


def least(a, b):
    return min(a, b), max(a, b)


def mixed(a, b):
    return a + b, a - b, a * b


def made(a, b):
    return (a,), (a, b), [a], [a, b], [], {}, (a, b, a, b)


def each(c):
    return [x for x in c]


def numbers(a, b, c):
    return list(range(a)), list(range(a, b)), list(range(a, b, c)), range(b), int(a), float(b), type(a)


def texts(s, p):
    return s.startswith(p), ord(s[0]), chr(ord(s[0]) + 1)


def copies(x):
    return tuple(x), list(x)


def magnitude(x):
    return abs(x)


nan = float("nan")
big = 1 << 70
for turn in range(400):
    item([1, 2, 3], turn % 3), item((1, 2, 3), -1), item("abc", 1), item({"a": 1, 2: 3, (1, 2): 4}, (1, 2))
    item({"a": 1}, "a"), item(defaultdict(int, {turn: 1}), turn), item([1, 2, 3], slice(1, None))
    part([1, 2, 3], 1, 2), part("abcd", -3, None), part((1, 2, 3), None, turn), whole([1, 2, 3]), whole("abc")
    put([1], 0, turn), put({}, "k", turn), put({1: 2}, 1, turn), put({}, (1, (2, "x")), turn)
    within(1, [1, 2]), within("b", "abc"), within(2, {2: 3}), within((1, 2), {(1, 2)}), within(None, (1, None))
    compared("a", "b"), compared(1, 1.0), compared(Plain, Plain), compared((1, "x"), (1, "x")), compared(None, 0)
    ordered(1, 2.5), ordered(2.5, 1), ordered("a", "b"), ordered(1, 2), ordered(big, 1)
    true([]), true("a"), true({}), true(Plain()), true(0.0), true(None), true((1,)), true(big)
    negated(turn), negated(1.5), negated(big)
    l = []
    grow(l, 1), grow(l, 2), shrink(l), shrink_at([1, 2, 3], 1), insert([1, 2], 1, 3), insert([], -5, 1)
    get({"a": 1}, "a"), get({1: 2}, 3), add(set(), turn), add({1}, 1), add({"x"}, "y")
    least(1, 2), least(1.5, 1), least("a", "b"), least(1, True)
    mixed(turn, 1.5), mixed(1.5, turn), mixed(1, 2), mixed(1.5, 2.5)
    made(turn, None), each([1]), each((1,)), each(range(2)), each({1: 2}), each("ab"), each(iter([1, 2]))
    numbers(turn % 5, 5, 2), texts("abc", "ab"), copies([1]), copies((1,)), magnitude(-turn), magnitude(-1.5)

print(attempt(item, [1], 5), attempt(item, [1], -2), attempt(item, "abc", 9), attempt(item, {}, "no"))
print(attempt(item, {}, []), attempt(item, D(), 3), attempt(item, OrderedDict(a=1), "a"), attempt(item, [1], True))
print(attempt(item, defaultdict(list), 1), attempt(item, {1: "int"}, 1.0), attempt(item, {1: "int"}, True))
print(attempt(item, {Key(1): "v"}, Key(1)), attempt(item, {P(1, 2, 3): "p"}, (1, 2, 3)), attempt(item, P(1, 2, 3), 1))
print(attempt(item, {big: 1}, big), attempt(item, {nan: 1}, nan), attempt(item, [1, 2, 3], slice(None, None, -1)))
print(attempt(part, [1, 2], 1.0, 2), attempt(part, range(9), 2, 4), attempt(part, b"abc", 1, 2), attempt(part, {}, 1, 2))
print(attempt(part, [1, 2, 3], True, None), attempt(part, "abc", -big, big), attempt(whole, (1, 2, 3)))
print(attempt(put, (1,), 0, 1), attempt(put, {}, [], 1), attempt(put, [], 0, 1), attempt(put, {1: 1}, 1.0, 2))
print(len(attempt(put, {Key(1): 1}, Key(1), 2)), attempt(put, D(), 1, 2), attempt(put, OrderedDict(), 1, 2))
print(attempt(within, Key(1), [1, Key(1)]), attempt(within, nan, [nan]), attempt(within, nan, [float("nan")]))
print(attempt(within, [], {1}), attempt(within, 1, "abc"), attempt(within, 1, 5), attempt(within, big, [1 << 70]))
print(attempt(within, 1.0, (1,)), attempt(within, (1, Key(2)), {(1, Key(2)): 3}), attempt(within, {1}, {frozenset([1])}))
print(compared(Key(1), Key(1)), compared(nan, nan), compared((nan,), (nan,)), compared(Plain(), 1), compared([1], [1]))
print(compared(P(1, 2, 3), (1, 2, 3)), compared({1}, frozenset([1])), compared(1, "1"), compared(big, float(big)))
print(attempt(ordered, 1, "a"), attempt(ordered, None, 1), ordered(2**53 + 1, float(2**53)), ordered((1, 2), (1, 3)))
print(ordered({1}, {1, 2}), ordered(nan, 1), ordered(1, nan), ordered(big, float("inf")), ordered(S("a"), "b"))
print(true(T(True)), true(T(False)), true(Sized()), true(nan), true(-0.0), true(range(0)), true(b""), true(Plain))
print(attempt(negated, "a"), negated(True), negated(-(1 << 61)), negated(0.0), negated(-(1 << 60)))
print(grow(L(), 1), attempt(grow, "a", 1), attempt(shrink, []), attempt(shrink_at, [1], 4), attempt(shrink_at, [1], "a"))
print(attempt(shrink, {1}), attempt(shrink_at, [1, 2, 3], -3), attempt(insert, [1], "a", 2), attempt(insert, [1], big, 2))
print(attempt(get, {}, []), get(D(a=1), "a"), len(get({Key(1): 2}, Key(1))), attempt(get, 5, 1))
print(attempt(add, set(), []), add({Key(1)}, Key(1)), attempt(add, frozenset(), 1), add({1}, True), add({1.0}, 1))
print(least(1, 1.0), least(1.0, 1), attempt(least, 1, "a"), least(nan, 1), least(1, nan), least([1], [0]), least(big, 1))
print(mixed(2**53 + 1, 1.0), mixed(True, 1.5), attempt(mixed, big, 1.5), attempt(mixed, "a", 2), mixed(1 << 61, 0.5))
print(attempt(each, 5), each(L([1, 2])), each(x for x in "ab"), each(frozenset([1])), each(reversed([1, 2])), each({"k": 1}.items()))
print(attempt(numbers, 1, 2, 0), attempt(numbers, True, 3, 1), attempt(numbers, 1.5, 2, 1), numbers(1 << 59, (1 << 59) + 1, 1)[1])
print(attempt(texts, S("abc"), "x"), attempt(texts, "abc", ("a", "b")), attempt(texts, "", "a"), attempt(texts, "\U0010ffff", "a"))
print(copies(L([1])), copies({1: 2}), attempt(copies, 5), copies(P(1, 2, 3)), type(tuple(P(1, 2, 3))).__name__)
print(magnitude(-(1 << 61)), magnitude(True), magnitude(3 + 4j), attempt(magnitude, "a"), magnitude(-nan))
print(log)


# Hashes of tuples, kept in them or not.
def hashes(n):
    t = tuple(range(n))
    return hash(t), hash(t), hash(tuple(list(range(n)))) == hash(t), hash((t, t)), hash((t, t, t))


for n in range(12):
    print(n, hashes(n))
held = {}
for i in range(3000):
    k = (i, (i, i + 1, i + 2), str(i))
    held[k] = i
    assert held[(i, (i, i + 1, i + 2), str(i))] == i and hash(k) == hash((i, (i, i + 1, i + 2), str(i)))
print(sum(held[(i, (i, i + 1, i + 2), str(i))] for i in range(3000)), len(held))
print(math.sqrt(2) == 2**0.5)
