class I:
    def __int__(self):
        breakpoint()
        return 5

    def __float__(self):
        return 2.5

    def __index__(self):
        return 3

    def __iter__(self):
        yield 1
        yield 2

    def __bytes__(self):
        return b"b"

    def __len__(self):
        return 2

    def keys(self):
        return ["k"]

    def __getitem__(self, k):
        return k


i = I()
print(int(i), float(i), list(i), tuple(i), sorted(set(i)), bytes(i), dict(i), hex(i), range(i), str(b"x", "ascii"), bool(i), len(i))
print(type(i).__name__, isinstance(i, I), type("N", (), {"x": 1}).x, object() is None, complex(1, 2), slice(i).stop is i)
print(list(zip(i, "ab")), list(enumerate(i)), list(reversed([1])), property(lambda s: 5).fget(0), super(I, i).__hash__ is not None)
