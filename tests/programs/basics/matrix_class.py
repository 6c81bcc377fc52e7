class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
        if len({len(r) for r in self.rows}) > 1:
            raise ValueError("ragged rows")

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0]) if self.rows else 0

    def __getitem__(self, key):
        match key:
            case int(i):
                return self.rows[i]
            case (int(i), int(j)):
                return self.rows[i][j]
            case (slice() as a, slice() as b):
                return Matrix(r[b] for r in self.rows[a])
            case _:
                raise TypeError(f"bad index {key!r}")

    def __setitem__(self, key, v):
        i, j = key
        self.rows[i][j] = v

    def __matmul__(self, o):
        if self.shape[1] != o.shape[0]:
            raise ValueError(f"shapes {self.shape} and {o.shape}")
        return Matrix([sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows)

    def __add__(self, o):
        if not isinstance(o, Matrix):
            return NotImplemented
        return Matrix(map(lambda r, s: [x + y for x, y in zip(r, s)], self.rows, o.rows))

    def __rmul__(self, k):
        return Matrix([k * x for x in r] for r in self.rows)

    def __eq__(self, o):
        return isinstance(o, Matrix) and self.rows == o.rows

    def __iter__(self):
        return (x for r in self.rows for x in r)

    def __repr__(self):
        return f"Matrix({self.rows})"

    def __pow__(self, n):
        result = Matrix([[int(i == j) for j in range(len(self.rows))] for i in range(len(self.rows))])
        for bit in bin(n)[2:]:
            result = result @ result
            if bit == "1":
                result = result @ self
        return result


m = Matrix([[1, 2], [3, 4]])
print(m @ m, m + m, 3 * m, m**5, m[1, 0], m[0], m[:, 1:], m.shape, sum(m), m == Matrix([(1, 2), (3, 4)]))
m[0, 1] += 10
print(m, max(m), list(m), 13 in m)
for bad in (lambda: Matrix([[1], [2, 3]]), lambda: m @ Matrix([[1]]), lambda: m + 1, lambda: m["x"], lambda: m * 2, lambda: m[5], lambda: m[0, 9]):
    try:
        print(bad())
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__, e)
