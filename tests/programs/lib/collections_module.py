from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple

P = namedtuple("P", "x y", defaults=[5])
p = P(1)
print(p, p.x, p._replace(y=2), p._asdict(), P._fields, p == (1, 5), P._make([3, 4]), P.__doc__)
for bad in (lambda: P(), lambda: P(1, 2, 3), lambda: namedtuple("A", "a a"), lambda: namedtuple("A", "class")):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
d = deque([1, 2, 3], maxlen=3)
d.append(4)
d.appendleft(0)
d.rotate(1)
print(d, d[0], d.pop(), d.popleft(), len(d), d.maxlen, list(reversed(d)))
dd = defaultdict(list)
dd["a"].append(1)
print(dd, dd["b"], len(dd), defaultdict(int, x=1)["y"])
c = Counter("mississippi")
print(c, c.most_common(2), c["z"], c + Counter("ms"), c - Counter("sss"), c & Counter("mmss"), sorted(c.elements())[:3], c.total())
o = OrderedDict(a=1, b=2)
o.move_to_end("a")
print(o, list(o), o == {"a": 1, "b": 2}, o.popitem(last=False))
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m["a"], m["b"], dict(m), len(m))
