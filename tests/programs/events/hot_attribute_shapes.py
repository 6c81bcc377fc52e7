class P:
    def __init__(self, i):
        self.a = i
        if i % 2:
            self.b = i
        self.c = i


def total(items):
    t = 0
    for p in items:
        t += p.a + p.c
        if p.a == 10:
            breakpoint()
            p.d = 1
    return t


print(total([P(i) for i in range(14)]))
