# A data descriptor that comes to a class while a hot loop reads the attribute is seen by the next read.
class A:
    def __init__(self):
        self.x = 1


class Hundred:
    def __get__(self, obj, owner):
        return 100

    def __set__(self, obj, value):
        print("set", value)


def change(n, i):
    if i == n:
        A.x = Hundred()


def loop(a, n, at):
    total = 0
    for i in range(n):
        change(at, i)
        total += a.x
        a.x = 1
        if i > n - 3:
            print(i, total)
    return total


a = A()
print(loop(a, 3000, -1))
print(loop(a, 3000, 2998))
del A.x
print(loop(a, 3000, -1))


class B:
    pass


def both(objects, n):
    total = 0
    for i in range(n):
        for o in objects:
            total += o.v
            if i == n - 2:
                B.__getattribute__ = lambda self, name: 1000
    return total


b = B()
b.v = 2
c = B()
c.w = 0
c.v = 3
print(both([b, c], 3000))
