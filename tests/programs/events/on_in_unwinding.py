class E(Exception):
    def __init__(self, x):
        breakpoint()
        super().__init__(x)


def a(x):
    raise E(x)


def b(x):
    try:
        a(x)
    finally:
        print("b")


def c(x):
    for i in range(1):
        b(x)


def d(x):
    try:
        c(x)
    except E as e:
        return e.args


print(d(1))
print(d(2))
