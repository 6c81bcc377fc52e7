t = (1, "two", 3.0)
print(t, t[1], t[-1], len(t), t + (4,), t * 2, t[1:], t.index(3.0), t.count(1))
print((1, 2) == (1, 2), (1, 2) < (1, 3), (1,) < (1, 0), hash((1, 2)) == hash((1, 2)))
try:
    t[0] = 1
except TypeError as e:
    print(e)
s = {3, 1, 2, 3}
print(s, len(s), 2 in s, 5 in s)
s.add(10)
s.discard(99)
s.remove(1)
print(sorted(s))
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(sorted(a | b), sorted(a & b), sorted(a - b), sorted(a ^ b), a <= b, {3} < b, a.isdisjoint({9}))
print(sorted(a.union([7], (8,))), sorted(a.intersection([1, 9])), sorted(a.difference(b)))
print(set(), frozenset([1, 2]), {(1, 2)}, set("a"))
print({1, 2} == {2, 1}, {1, 2} == frozenset({1, 2}), frozenset({1}) in {frozenset({1})})
try:
    s.remove(99)
except KeyError as e:
    print(repr(e))
try:
    {[]}
except TypeError as e:
    print(e)
