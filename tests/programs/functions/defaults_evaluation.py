log = []


def note(x):
    log.append(x)
    return x


def f(a=note("default a"), *, b=note("default b")):
    return a, b


print(log, f(), f("x"), log)
i = 5


def late(x=i):
    return x


i = 6
print(late(), i)


def shared(x, acc=[]):
    acc.append(x)
    return acc


print(shared(1), shared(2), shared(3, []), shared.__defaults__)
fs = []
for n in range(3):
    fs.append(lambda n=n: n)
print([g() for g in fs])


def sentinel(x=None, y=...):
    return x is None, y is ...


print(sentinel(), sentinel(0, 0))


class C:
    size = 4

    def method(self, n=size):
        return n


C.size = 10
print(C().method(), C.method.__defaults__)


def order(a=note(1), b=note(2), *, k=note(3), l=note(4)):
    pass


print(log[-4:])


def annotated(x: note("never") = note("default")) -> note("never"):
    pass


print(log[-1])
print(annotated.__annotations__, log[-3:])


def deco(f):
    log.append(f.__name__)
    return f


@deco
@(lambda f: (log.append("inner"), f)[1])
def d():
    pass


print(log[-2:])
try:

    def bad(x=undefined_default):
        pass

except NameError as e:
    print(e)
mutable = {"a": 1}


def uses(m=mutable):
    m["b"] = 2
    return m


uses()
print(mutable)


def evaluate(*args, **kwargs):
    return args, kwargs


print(evaluate(note("p1"), *[note("p2")], k=note("k1"), *[note("p3")], **{"z": note("k2")}), log[-5:])
