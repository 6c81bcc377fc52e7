d = {"a": 1, "b": 2, 3: "c", (1, 2): None}
print(d, len(d), d["a"], d[3], d.get("zz"), d.get("zz", 0))
d["new"] = [1]
d["a"] = 10
print(d)
print(list(d), list(d.keys()), list(d.values()), list(d.items()))
del d[3]
print(d.pop("b"), d.pop("b", "gone"), d.popitem(), d)
d.update({"x": 1}, y=2)
d.setdefault("l", []).append(5)
d.setdefault("l", []).append(6)
print(d, "x" in d, "q" not in d)
for k, v in d.items():
    print(k, "->", v)
print(dict([("a", 1), ("b", 2)]), dict(a=1, b=2), dict(zip("ab", [1, 2])), dict.fromkeys("abc", 0), {**{"a": 1}, "b": 2})
print({1: "int", 1.0: "float", True: "bool"})
print({"a": 1, "b": 2} == {"b": 2, "a": 1}, {"a": 1} | {"b": 2})
counts = {}
for ch in "mississippi":
    counts[ch] = counts.get(ch, 0) + 1
print(counts, sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
for bad in (lambda: d["nope"], lambda: {[]: 1}, lambda: {}.popitem(), lambda: d.pop("nope")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
d.clear()
print(d, bool(d))
nested = {"x": {"y": {"z": 1}}}
nested["x"]["y"]["z"] += 1
print(nested, list(reversed({"p": 1, "q": 2})))
