class Meta(type):
    def __call__(cls, *a):
        breakpoint()
        if not a:
            return None
        return type.__call__(cls, *a)


class A(metaclass=Meta):
    def __new__(cls, x):
        if x == 0:
            return "zero"
        return object.__new__(cls)

    def __init__(self, x):
        self.x = x


print(A(), A(0), A(5).x)
try:
    A(1, 2)
except TypeError as e:
    print(e)
