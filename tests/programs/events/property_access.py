def probe():
    breakpoint()


class C:
    def __init__(self):
        self._v = 1

    @property
    def v(self):
        return self._v

    @v.setter
    def v(self, value):
        probe()
        self._v = value

    @v.deleter
    def v(self):
        del self._v

    def __getattr__(self, name):
        if name == "missing":
            raise AttributeError(name)
        return "dynamic " + name


c = C()
c.v += 5
print(c.v, c.other, hasattr(c, "missing"), getattr(c, "missing", "default"))
del c.v
print(c._v)
for i in range(3):
    c._v = i
    print(c.v)
