class V:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"V({self.x})"

    def __add__(self, o):
        return V(self.x + (o.x if isinstance(o, V) else o))

    def __radd__(self, o):
        return V(f"{o}+{self.x}")

    def __iadd__(self, o):
        self.x += 100
        return self

    def __neg__(self):
        return V(-self.x)

    def __eq__(self, o):
        return isinstance(o, V) and self.x == o.x

    def __lt__(self, o):
        return self.x < o.x

    def __hash__(self):
        return hash(self.x)

    def __len__(self):
        return self.x

    def __getitem__(self, k):
        return ("item", k)

    def __contains__(self, k):
        return k == self.x

    def __call__(self, *a, **k):
        return (a, k)

    def __bool__(self):
        return self.x != 0

    def __matmul__(self, o):
        return "matmul"

    def __index__(self):
        return self.x


v = V(3)
print(v + V(4), v + 1, 1 + v, -v, v == V(3), v != V(4), v < V(5), v > V(1))
v += 1
print(v, len(V(2)), v[1], v[1:2], v[1, 2], v[::3], v[...], 103 in v, 5 in v, v(1, k=2), bool(V(0)), v @ v)
print([10, 20, 30][V(1)], list(range(V(3))), hex(V(255)), len({V(1), V(1), V(2)}), sorted([V(3), V(1)]), max(V(1), V(9)))
for f in (lambda: v - 1, lambda: 1 - v, lambda: v <= v, lambda: ~v, lambda: v * 2, lambda: 2 @ v):
    try:
        print(f())
    except TypeError as e:
        print(e)
