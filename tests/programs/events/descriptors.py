class D:
    def __set_name__(self, owner, name):
        self.n = name

    def __get__(self, obj, cls):
        breakpoint()
        return obj.__dict__.get(self.n) if obj else self.n

    def __set__(self, obj, v):
        obj.__dict__[self.n] = v * 2

    def __delete__(self, obj):
        del obj.__dict__[self.n]


class N:
    def __get__(self, obj, cls):
        return lambda *a: a


class C:
    d = D()
    n = N()


c = C()
c.d = 5
c.d += 1
print(c.d, C.d, c.n(1, 2))
del c.d
print(c.d)
