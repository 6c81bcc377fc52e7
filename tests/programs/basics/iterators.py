class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


print(list(Countdown(3)), sum(Countdown(4)), 2 in Countdown(3), max(Countdown(5)), tuple(Countdown(2)), [*Countdown(2)])
a, b, c = Countdown(3)
print(a, b, c)


class Old:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * 10


print(list(Old()), 20 in Old(), [x for x in Old()], list(zip(Old(), "ab")))
it = iter([1, 2, 3])
print(next(it), list(it), list(it), next(it, None))
print(list(enumerate("abc", 1)), list(zip([1, 2, 3], "ab")), list(map(lambda x, y: x + y, [1, 2], [10, 20])), list(filter(None, [0, 1, "", 2])))
print(list(map(str, range(3))), list(reversed("abc")), list(iter(lambda s=[3]: s.append(s.pop() - 1) or s[0], 0)))
d = {"a": 1, "b": 2}
for k in d:
    print(k, end=" ")
print(list(d.items()))
for bad in (lambda: iter(5), lambda: next([]), lambda: list(5), lambda: [*None], lambda: dict([1]), lambda: next(iter([])), lambda: (lambda a, b: 0)(*Countdown(3))):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
try:
    for k in d:
        d[k + "x"] = 1
except RuntimeError as e:
    print(e)
l = [1, 2, 3]
for x in l:
    if x < 3:
        l.append(x + 10)
    print(x, end=" ")
print()
