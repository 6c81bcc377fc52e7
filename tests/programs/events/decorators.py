def probe():
    breakpoint()


def plain(f):
    probe()
    return f


def factory(n):
    def deco(f):
        def wrapper(*a):
            return f(*a) + n

        return wrapper

    return deco


@plain
@factory(10)
@factory(
    100,
)
def add(x):
    return x + 1


@plain
class C:
    @staticmethod
    @plain
    def s():
        return "s"

    @property
    def p(self):
        return "p"

    @p.setter
    def p(self, v):
        print("set", v)


print(add(1), C.s(), C().p)
C().p = 5
