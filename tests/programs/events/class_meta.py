def probe():
    breakpoint()


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        return {"prepared": name}

    def __new__(mcs, name, bases, ns, **kw):
        probe()
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)

    def __call__(cls, *args):
        obj = super().__call__(*args)
        return obj


class A(metaclass=Meta, option=1):
    def __init__(self, v):
        self.v = v


class B(A):
    pass


print(A(1).v, B(2).v, B.prepared, type(B).__name__)
