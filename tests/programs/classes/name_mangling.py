class A:
    __private = 1
    __dunder__ = 2
    _single = 3
    ___ = 4

    def __init__(self):
        self.__x = 10
        self.__y__ = 20

    def get(self):
        return self.__x, self.__private, self.__dunder__

    def __method(self):
        return "private method"

    def call(self):
        return self.__method()

    def local(self):
        __v = 5
        return __v, sorted(locals())

    def kw(self, *, __k=1):
        return __k

    def nested(self):
        class Inner:
            def f(self):
                return __name

            __z = 1

        return [n for n in vars(Inner) if "z" in n]

    def imp(self):
        import sys as __s

        return "_A__s" in locals()

    def glob(self):
        global __g
        __g = 7


a = A()
print(a.get(), a.call(), a.local(), a.nested(), a.imp(), a.kw(), a.kw(_A__k=3))
print(a._A__x, a._A__method(), A._A__private, a.__dict__, hasattr(a, "__x"))
try:
    a.__x
except AttributeError as e:
    print(e)
a.glob()
print(_A__g)


class B(A):
    def __init__(self):
        super().__init__()
        self.__x = 99

    def both(self):
        return self.__x, self._A__x


print(B().both(), B().get())


class _Under:
    __v = 1


class __Double:
    __v = 2


class ___:
    __v = 3


print([n for n in vars(_Under) if "v" in n and n[-1] == "v"], [n for n in vars(__Double) if n.endswith("v")], [n for n in vars(___) if n.endswith("__v")])
print([n for n in dir(A) if "private" in n or "method" in n])


class Strings:
    def f(self):
        return getattr(self, "__nope", "not mangled"), {"__k": 1}, eval("1")


print(Strings().f())


class Del:
    def f(self):
        self.__a = 1
        del self.__a
        for self.__a in range(3):
            pass
        return self.__dict__


print(Del().f())
