x = "module"


def reads_global():
    return x


def local_shadow():
    x = "local"
    return x, globals()["x"]


def unbound():
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    x = 1


def conditional(flag):
    if flag:
        y = 1
    try:
        return y
    except UnboundLocalError as e:
        return str(e)


def nested():
    x = "enclosing"

    class C:
        x = "class"
        seen = x

        def m(self):
            return x

        lam = lambda self: x

    return C.seen, C().m(), C().lam()


def class_unbound():
    class D:
        try:
            z
        except NameError as e:
            msg = str(e)
        z = 1

    return D.msg


def global_in_nested():
    x = "enclosing"

    def inner():
        global x
        return x

    return inner(), x


def for_leaks():
    for i in range(3):
        pass
    return i


def empty_for():
    for k in []:
        pass
    try:
        return k
    except UnboundLocalError as e:
        return str(e)


def with_del():
    a = 1
    del a
    a = 2
    return a


def except_scope():
    e = "before"
    try:
        raise ValueError
    except ValueError as e:
        pass
    try:
        return e
    except UnboundLocalError as err:
        return str(err)


print(reads_global(), local_shadow(), conditional(True), conditional(False), nested(), global_in_nested(), for_leaks(), empty_for(), with_del(), except_scope())
unbound()
print(class_unbound())


class Body:
    x = x
    y = [x for _ in range(1)]
    exec("z = 5")
    names = sorted(k for k in locals() if not k.startswith("_"))


print(Body.x, Body.y, Body.z, Body.names)


def builtin_shadow():
    len = lambda v: "shadowed"
    return len([1])


print(builtin_shadow(), len([1]))
print = print
print(__name__, type(__builtins__).__name__, __doc__)


def free_or_global():
    def inner():
        return later

    later = "bound later"
    return inner()


print(free_or_global())
