def probe():
    breakpoint()


class A:
    def area(self):
        return 1


class B:
    def area(self):
        return 2


def total(shapes):
    t = 0
    for s in shapes:
        t += s.area()
    return t


for i in range(12):
    if i == 10:
        probe()
    print(total([A(), B(), A() if i % 2 else B()]), end=" ")
print()
