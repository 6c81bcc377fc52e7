class Default(dict):
    def __missing__(self, key):
        self[key] = v = f"<{key}>"
        return v


d = Default(a=1)
print(d["a"], d["b"], d, d.get("c"), "c" in d, d.pop("zz", None))


class Lower(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k.lower(), v)

    def __getitem__(self, k):
        return super().__getitem__(k.lower())


l = Lower(A=1)
l["B"] = 2
l.update(C=3)
print(l, l["b"], "B" in l, len(l), type(l.copy()).__name__, l == {"A": 1, "b": 2, "C": 3}, repr(l))
l.setdefault("D", 4)
print(dict(l), {**l}, list(l.items()))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 3

    def __eq__(self, o):
        return isinstance(o, Key) and self.n == o.n

    def __repr__(self):
        return f"K{self.n}"


m = {Key(i): i for i in range(10)}
print(m, m[Key(4)], Key(11) in m, m.pop(Key(3)), len(m))
m[Key(3)] = "again"
print(m)


class BadHash:
    def __hash__(self):
        raise ValueError("no hash")


class StrHash:
    def __hash__(self):
        return "x"


class EqRaises:
    def __hash__(self):
        return 1

    def __eq__(self, o):
        raise RuntimeError("eq")


for f in (lambda: {BadHash(): 1}, lambda: {StrHash(): 1}, lambda: {1: "one"}[EqRaises()], lambda: BadHash() in {}, lambda: {EqRaises(): 1, EqRaises(): 2}):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class NoHash:
    def __eq__(self, o):
        return True


try:
    {NoHash(): 1}
except TypeError as e:
    print(e, NoHash.__hash__)
