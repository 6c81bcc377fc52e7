def adders():
    fs = []
    for i in range(3):
        def add(x):
            return x + i
        fs.append(add)
    return fs


print([f(10) for f in adders()])


def shared_state():
    n = 0

    def inc():
        nonlocal n
        n += 1

    def get():
        return n

    def reset(to=0):
        nonlocal n
        n = to

    return inc, get, reset


inc, get, reset = shared_state()
inc()
inc()
print(get())
reset(10)
inc()
print(get(), inc.__closure__[0] is get.__closure__[0])


def levels():
    a = 1

    def l1():
        b = a + 1

        def l2():
            c = b + 1

            def l3():
                nonlocal a, b, c
                a, b, c = a * 10, b * 10, c * 10
                return a, b, c

            return l3(), (a, b, c)

        return l2(), (a, b)

    return l1(), a


print(levels())


def param_cell(x, *args, y=1, **kw):
    def use():
        nonlocal x
        x += 1
        return x, args, y, kw

    return use


u = param_cell(1, 2, 3, y=4, z=5)
print(u(), u())


def del_cell():
    x = 1

    def get():
        return x

    del x
    try:
        return get()
    except NameError as e:
        return str(e)


print(del_cell())


def class_in_closure(v):
    class K:
        attr = v

        def m(self):
            return v, self.attr, __class__.__name__

    v = v * 2
    return K


print(class_in_closure(5)().m())


def loop_var():
    return [(lambda: i) for i in range(3)], [(lambda j=i: j) for i in range(3)]


a, b = loop_var()
print([f() for f in a], [f() for f in b])


def recursive():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)

    return fact


print(recursive()(10))


def except_cell():
    try:
        1 / 0
    except ZeroDivisionError as e:
        f = lambda: e
        inside = str(f())
    try:
        f()
    except NameError as err:
        return inside, str(err)


print(except_cell())


def gen_closure():
    total = 0

    def gen():
        nonlocal total
        for i in range(3):
            total += i
            yield total

    return list(gen()), total


print(gen_closure())
compose = lambda *fs: (lambda x: compose(*fs[:-1])(fs[-1](x))) if fs else (lambda x: x)
print(compose(lambda x: x + 1, lambda x: x * 2)(5))
Y = lambda f: (lambda x: x(x))(lambda y: f(lambda v: y(y)(v)))
print(Y(lambda self: lambda n: 1 if n == 0 else n * self(n - 1))(6))
