d = {}
for i in range(8):
    d[f"k{i}"] = i
del d["k3"], d["k0"]
d["k3"] = "back"
d["k1"] = "updated"
print(d, list(d))
print(d.popitem(), d.popitem(), d)
d = {i: i for i in range(20)}
for k in range(0, 20, 2):
    del d[k]
for k in range(100, 110):
    d[k] = -k
print(d, len(d))
for action in ("d[999] = 1", "del d[1]", "d.clear()", "d.update({5000: 1})"):
    d = {1: 1, 2: 2, 3: 3}
    try:
        for k in d:
            exec(action)
        print(action, "no error", d)
    except (RuntimeError, KeyError) as e:
        print(action, type(e).__name__, e)
d = {1: 1, 2: 2}
try:
    for k in d:
        del d[k]
        d[k + 10] = 1
        if len(d) > 50:
            break
except RuntimeError as e:
    print(e)
d = {1: "a", 2: "b"}
for k in list(d):
    d[k * 10] = d.pop(k)
print(d)
for k, v in d.items():
    d[k] = v * 2
print(d)
ks, vs, its = d.keys(), d.values(), d.items()
d["late"] = 1
print(ks, vs, its, len(ks), "late" in ks, ("late", 1) in its, 1 in vs)
it = iter(d)
print(next(it), it.__length_hint__())
d2 = {"x": 1, "y": 2}
print(d2.keys() & {"x", "z"}, d2.keys() - {"x"}, sorted(d2.keys() | {"w"}), sorted(d2.keys() ^ {"x", "q"}), d2.keys() == {"x", "y"}, d2.keys() <= {"x", "y", "z"}, d2.items() & {("x", 1)}, d2.keys().isdisjoint([5]))
for bad in (lambda: d2.keys() + 1, lambda: d2.keys()[0], lambda: hash(d2.keys()), lambda: d2.values() == d2.values(), lambda: d2.keys() | 5, lambda: next(d2), lambda: d2.keys().mapping["x"]):
    try:
        print(bad())
    except TypeError as e:
        print(e)
