def f(a, b=2):
    c = a + b
    d = locals()
    e = 5
    return d, locals() is not d, sorted(locals())


print(f(1))


def snapshot():
    x = 1
    before = locals()
    x = 2
    after = locals()
    before["x"] = 99
    return x, before, after["x"]


print(snapshot())


def cells():
    y = 1

    def inner():
        return y, locals()

    return sorted(locals(), key=str), inner()


print(cells()[0], cells()[1])


class C:
    a = 1
    l = sorted(k for k in locals() if not k.startswith("__"))
    locals()["dynamic"] = "via locals"


print(C.l, C.dynamic)
print(globals() is locals(), "f" in globals(), globals()["__name__"])
globals()["injected"] = 42
print(injected)
del globals()["injected"]
try:
    injected
except NameError as e:
    print(e)
print(vars() is globals())


def comp():
    x = 1
    return [sorted(locals()) for i in range(1)]


print(comp())


class Obj:
    pass


o = Obj()
o.q = 1
print(vars(o), dir(o)[-1], vars(o) is o.__dict__)
for bad in (lambda: vars(5), lambda: vars(1, 2), lambda: locals(1), lambda: globals(1), lambda: dir(1, 2)):
    try:
        bad()
    except TypeError as e:
        print(e)


def dirs():
    b = a = 1
    return dir()


print(dirs())


class D:
    def __dir__(self):
        return ["z", "a"]


print(dir(D()), [n for n in dir(Obj) if not n.startswith("__")], [n for n in dir(o) if not n.startswith("__")])


def exec_scope():
    x = 1
    exec("x = 2; y = 3")
    ns = {}
    exec("x = x0 = 5", globals(), ns)
    try:
        y
    except NameError as e:
        msg = str(e)
    return x, ns, msg


print(exec_scope(), "x0" in globals())
