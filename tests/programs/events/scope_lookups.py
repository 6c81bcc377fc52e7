x = "global"


def f():
    global y
    y = x
    z = "local"

    def g():
        nonlocal z
        z += "!"
        breakpoint()

        def h():
            return x, y, z

        return h()

    return g(), z


class C:
    x = "class"
    y = x

    def m(self):
        return x

    z = [x for _ in range(1)]


print(f(), C.y, C().m(), C.z)
try:
    undefined
except NameError as e:
    print(e)


def unbound():
    try:
        return v
    except UnboundLocalError:
        return "unbound"
    v = 1


print(unbound())
