def probe():
    breakpoint()


class V:
    def __init__(self, x):
        self.x = x

    def __add__(self, o):
        if not isinstance(o, V):
            return NotImplemented
        return V(self.x + o.x)

    def __radd__(self, o):
        probe()
        return V(o + self.x)

    def __lt__(self, o):
        return self.x < o.x

    def __eq__(self, o):
        return self.x == o.x

    def __getitem__(self, k):
        return k

    def __contains__(self, k):
        return k == self.x

    def __neg__(self):
        return V(-self.x)

    def __bool__(self):
        return self.x > 0

    def __len__(self):
        return self.x

    def __hash__(self):
        return 1


a, b = V(1), V(2)
print((a + b).x, (5 + a).x, a < b, a > b, a == b, a != b, a[7], 1 in a, 9 not in a, (-a).x, bool(a), not b, len(b))
if a:
    print("true")
while -a:
    pass
print(sorted([b, a])[0].x, max(a, b).x, {a: 1}[V(1)], "yes" if a and b else "no")
try:
    a + 1
except TypeError as e:
    print(e)
