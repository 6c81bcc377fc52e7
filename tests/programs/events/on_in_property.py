class C:
    @property
    def p(self):
        breakpoint()
        return 5

    def __getattr__(self, name):
        breakpoint()
        return name


def f(c):
    x = c.p + 1
    y = c.zzz
    return x, y


print(f(C()))
print(f(C()))
