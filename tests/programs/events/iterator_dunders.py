def probe():
    breakpoint()


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        if self.n == 1:
            probe()
        return self.n


class Seq:
    def __getitem__(self, i):
        if i == 2:
            raise IndexError
        return i


for x in It(3):
    print(x)
print(list(It(2)), [*It(2)], 1 in It(3), [x for x in Seq()])
a, b = It(2)
for x in Seq():
    print(x)
print(next(It(1)), next(It(0), "none"))
