def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


data = [5, 2, 9, 1, 5, 6]
t("sorted(data)", "sorted(data, reverse=True)", "sorted(data, key=lambda x: -x)", "sorted('banana')", "sorted({'b': 1, 'a': 2})", "sorted([])", "sorted([(1, 'b'), (1, 'a'), (0, 'z')])", "sorted(['B', 'a', 'C'], key=str.lower)", "sorted([3, 1.5, True, -2])", "sorted(['a', 1])", "sorted([1, None])", "sorted([[2], [1, 5], [1]])", "sorted(5)", "sorted()", "sorted([1], [2])", "sorted([1], key=5)", "sorted([2, 1], key=lambda: 0)", "sorted([1, 2], reverse='x')", "sorted([1, 2], reverse=None)", "sorted([2, 1], key=None)", "sorted([1j, 2j])", "sorted([{}, {}])", "sorted([{}])", "[3, 1].sort()", "[1, 'a'].sort()")
records = [("ann", 3), ("bob", 1), ("cid", 3), ("dee", 2), ("eve", 1)]
records.sort(key=lambda r: r[1])
print(records)
records.sort(key=lambda r: r[1], reverse=True)
print(records)
seed, big = 7, []
for _ in range(500):
    seed = (seed * 16807) % 2147483647
    big.append(seed % 1000)
s = sorted(big)
print(s[:5], s[-5:], all(a <= b for a, b in zip(s, s[1:])), sorted(big, reverse=True) == s[::-1], sorted(s) == s, sorted(s[::-1]) == s)
stable = sorted(enumerate(big), key=lambda p: p[1] % 7)
print(all(a[1] % 7 < b[1] % 7 or a[0] < b[0] for a, b in zip(stable, stable[1:])), stable[:4])
log = []


class K:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        log.append((self.v, other.v))
        return self.v < other.v


print([k.v for k in sorted([K(3), K(1), K(2)])], log)
keys = []
sorted([3, 1, 2], key=lambda x: keys.append(x) or x)
print(keys)
l = [3, 2, 1]
try:
    l.sort(key=lambda x: 1 // (x - 2))
except ZeroDivisionError:
    print("kept", sorted(l))
l = [3, 1, 2]
try:
    l.sort(key=lambda x: l.append(x) or x)
except ValueError as e:
    print(e)
print(sorted([0.0, -0.0, 0]), sorted([True, 1, 1.0]), sorted(["é", "z", "e"]), sorted([b"b", b"a"]), sorted([(1,), ()]))
