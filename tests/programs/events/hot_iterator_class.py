class Count:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        if self.n == 4:
            breakpoint()
        return self.n


def run():
    t = 0
    for x in Count(12):
        t += x
    return t + sum(Count(3))


print(run())
