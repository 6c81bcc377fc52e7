class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)

    def __mul__(self, k):
        if k == 9:
            breakpoint()
        return Vec(self.x * k, self.y * k)

    def __eq__(self, o):
        return self.x == o.x and self.y == o.y


v = Vec(0, 0)
for i in range(12):
    v = v + Vec(i, 1) * i
print(v.x, v.y, v == v)
