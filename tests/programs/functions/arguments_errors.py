def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


def f0(): pass
def f1(a): pass
def f2(a, b): pass
def f3(a, b, c): pass
def d1(a, b=1): return a, b
def p1(a, /): return a
def p2(a, b=2, /, c=3): return a, b, c
def k1(*, k): return k
def k2(*, k, l, m): return k
def k3(a, *, k=1, l): return a, k, l
def v1(*args): return args
def v2(**kw): return kw
def v3(a, *args, k=1, **kw): return a, args, k, kw
def pk(a, /, **kw): return a, kw
class A:
    def m(self, x): return x
    @classmethod
    def c(cls, x): return x
    @staticmethod
    def s(x): return x
    def __init__(self, q=None): pass
    def noself(): pass


t("f0(1)", "f0(1, 2)", "f0(a=1)", "f1()", "f1(1, 2)", "f1(b=1)", "f1(1, a=2)", "f1(1, 2, 3, k=1)", "f2()", "f2(1)", "f2(b=1)", "f2(1, 2, 3)", "f2(1, b=2, c=3)", "f3()", "f3(1)", "f3(c=1)", "f3(1, 2, 3, 4)", "d1()", "d1(1, 2, 3)", "d1(b=1)", "d1(1, c=2)", "p1()", "p1(a=1)", "p1(1, 2)", "p2(1, b=2)", "p2(a=1, b=2)", "p2(1, 2, 3, 4)", "p2()", "k1()", "k1(1)", "k1(1, k=2)", "k1(z=1)", "k2()", "k2(k=1)", "k2(k=1, l=2)", "k3()", "k3(1)", "k3(1, 2, l=3)", "v1(a=1)", "v2(1)", "v3()", "v3(1, a=2)", "v3(1, 2, k=3, z=4)", "pk()", "pk(1, a=2)", "pk(a=2)")
t("A().m()", "A().m(1, 2)", "A().m(y=1)", "A.m(1)", "A.m()", "A.c()", "A().c(1, 2)", "A.s()", "A().s(1, 2)", "A(1, 2)", "A(z=1)", "A().noself()", "(lambda: 0)(1)", "(lambda x: 0)()", "(lambda *a, k: 0)()", "f1(*[1, 2])", "f1(**{'b': 1})", "f1(*5)", "f1(*None)", "f1(**5)", "f1(**[1])", "f1(**{1: 2})", "d1(1, **{'a': 2})", "v2(a=1, **{'a': 2})", "v2(**{'a': 1}, **{'a': 2})", "v3(*'ab', **{'x': 1})", "v1(*range(3), *{1: 2})", "f2(*(1,), *(2,))", "len()", "len(1, 2)", "len(obj=[])", "print(foo=1)", "int(1, 2, 3)", "str(1, 2, 3, 4)", "isinstance(1)", "sorted(key=1)", "[].append(x=1)", "{}.get(key=1)", "''.join(a=1)", "range(start=1)", "ord()", "setattr(1, 2)", "getattr()", "type()", "type(1, 2)", "object(1)", "super()", "dict.fromkeys()", "chr(x=1)", "abs()", "abs(1, 2)", "max(key=1)", "enumerate()", "[].sort(foo=1)", "''.split(1, 2, 3)", "''.encode(foo=1)", "open()", "hex(1, 2)")
class Deep:
    class Inner:
        def method(self, a, *, b): pass
def maker():
    def local(a, b): pass
    return local
t("Deep.Inner().method()", "Deep.Inner().method(1)", "maker()()", "maker()(1)", "Deep.Inner.method()")
