def probe():
    breakpoint()


class Field:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, cls):
        probe()
        return 5 if obj is None else obj.__dict__.get(self.name, 0)

    def __set__(self, obj, value):
        obj.__dict__[self.name] = value


class Base:
    def __init_subclass__(cls, /, tag="none", **kw):
        super().__init_subclass__(**kw)
        cls.tag = tag

    def __class_getitem__(cls, item):
        return cls.__name__, item


class A(Base, tag="a"):
    field = Field()


a = A()
a.field = 3
print(a.field, A.field, A.tag, A[int, 1], Base[0])
