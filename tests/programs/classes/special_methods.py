class Full:
    def __init__(self, log):
        self.log = log

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return name

    def __len__(self):
        return 3

    def __bool__(self):
        return False

    def __call__(self, *a, **k):
        return ("call", a, k)

    def __getitem__(self, k):
        return ("get", k)

    def __setitem__(self, k, v):
        self.log.append(("set", k, v))

    def __delitem__(self, k):
        self.log.append(("del", k))

    def __contains__(self, x):
        return "truthy string"

    def __iter__(self):
        return iter([1, 2])

    def __reversed__(self):
        return iter([2, 1])

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"

    def __format__(self, s):
        return f"format:{s}"

    def __hash__(self):
        return 99

    def __eq__(self, o):
        return "eq result"

    def __ne__(self, o):
        return "ne result"

    def __lt__(self, o):
        return []

    def __int__(self):
        return 7

    def __float__(self):
        return 7.5

    def __complex__(self):
        return 7j

    def __index__(self):
        return 2

    def __round__(self, n=None):
        return ("round", n)

    def __abs__(self):
        return "abs"

    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __divmod__(self, o):
        return "divmod"

    def __pow__(self, o, m=None):
        return ("pow", o, m)

    def __bytes__(self):
        return b"bytes"

    def __dir__(self):
        return ["b", "a"]

    def __enter__(self):
        return "entered"

    def __exit__(self, *a):
        return True


f = Full([])
print(f.anything, len(f), bool(f), f(1, k=2), f[1], f[1:2], 5 in f, 5 not in f, list(f), list(reversed(f)), f, [f], f"{f:x}{f!s}{f!r}", hash(f), f == 1, f != 1, f < 1)
f[1] = 2
del f["x"]
f[1] += 5 if isinstance(f[1], int) else ("t",)
print(f.log, int(f), float(f), complex(f), [10, 20, 30][f], round(f), round(f, 2), abs(f), -f, +f, ~f, divmod(f, 1), f**2, pow(f, 2, 3), bytes(f), dir(f), hex(f))
with f as x:
    raise ValueError(x)
print("suppressed", not f, f and 1, f or 2)


class Wrong:
    def __len__(self):
        return -1

    def __bool__(self):
        return 5

    def __hash__(self):
        return "x"

    def __int__(self):
        return 1.5

    def __float__(self):
        return "x"

    def __index__(self):
        return 1.0

    def __iter__(self):
        return 5

    def __contains__(self, x):
        raise ValueError("contains")

    def __str__(self):
        return 5

    def __repr__(self):
        return 5

    def __format__(self, s):
        return 5

    def __bytes__(self):
        return "x"

    def __complex__(self):
        return 5

    def __dir__(self):
        return 5

    def __length_hint__(self):
        return "x"

    def __getattr__(self, n):
        raise KeyError(n)


w = Wrong()
for g in (len, bool, hash, int, float, complex, iter, str, repr, format, bytes, dir, lambda w: [1][w], lambda w: 1 in w, lambda w: w.foo, hex, lambda w: hasattr(w, "q"), reversed, abs, lambda w: w(), lambda w: w[0], lambda w: w + 1, list, set, next, lambda w: range(w), round):
    try:
        print(g(w))
    except Exception as e:
        print(type(e).__name__, e)


class HugeLen:
    def __len__(self):
        return 2**70


class FloatLen:
    def __len__(self):
        return 1.5


for c in (HugeLen, FloatLen):
    try:
        len(c())
    except Exception as e:
        print(type(e).__name__, e)
i = Full([])
i.__len__ = lambda: 100
i.__call__ = lambda: "instance call"
print(len(i), i())
