class P:
    def __init__(self):
        self._v = 0

    @property
    def v(self):
        return self._v

    @v.setter
    def v(self, value):
        if value == 11:
            breakpoint()
        self._v = value


def run(p, n):
    for i in range(n):
        p.v += 1
    return p.v


print(run(P(), 14))
