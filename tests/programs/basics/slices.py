a = list(range(10))
for s in ("a[:]", "a[2:]", "a[:3]", "a[-3:]", "a[:-3]", "a[::2]", "a[1::3]", "a[::-1]", "a[::-2]", "a[5:2]", "a[5:2:-1]", "a[-1:-4:-1]", "a[100:]", "a[-100:2]", "a[3:100:4]", "a[8:-100:-3]", "a[None:None:None]"):
    print(s, eval(s))
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(None, None, -1).indices(5), slice(-3, None).indices(2), a[s])
print("abcdef"[s], (1, 2, 3, 4)[s], range(20)[s], b"abcdef"[s], range(10)[::-1], range(0, 10, 3)[1:])
a[2:4] = "XYZ"
print(a)
a[::3] = [None] * len(a[::3])
print(a)
del a[::2]
print(a)
for f in (lambda: a[::0], lambda: a["x"], lambda: a[1.0], lambda: a.__setitem__(slice(None, None, 2), [1]), lambda: a.__setitem__(slice(0, 1), 5)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)


class S:
    def __getitem__(self, k):
        return k


print(S()[1:2], S()[1:2, 3], S()[:, ::5], S()[...], S()[()], S()[*[1, 2]], S()[-1:"x"])
print(slice(1, 2) == slice(1, 2), slice(1, 2) < slice(1, 3), hash(slice(1, 2)) == hash(slice(1, 2)))
a = [1, 2, 3, 4]
a[1:3], a[0] = [], "first"
print(a)
a[len(a) :] = [9]
a[:0] = [0]
print(a)
