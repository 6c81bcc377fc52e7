def gen():
    x = yield 1
    print("received", x)
    y = yield 2
    print("received", y)
    return "result"


g = gen()
print(g.gi_running, g.gi_frame is not None, g.gi_yieldfrom, g.__name__, g.__qualname__, g.gi_suspended)
print(g.send(None), g.gi_suspended, g.gi_frame.f_lineno)
print(g.send("a"))
try:
    g.send("b")
except StopIteration as e:
    print(e.value, e.args)
print(g.gi_frame, g.gi_running, list(g))
try:
    g.send(5)
except StopIteration as e:
    print("again", e.value)
g = gen()
try:
    g.send("early")
except TypeError as e:
    print(e)


def reenter():
    try:
        next(me)
    except ValueError as e:
        yield str(e)


me = reenter()
print(next(me))


def nested_yield():
    a = yield from sub("x")
    b = yield from sub("y")
    return a + b


def sub(tag):
    got = yield tag
    return f"{tag}:{got};"


n = nested_yield()
print(next(n), n.gi_yieldfrom.__name__, n.send(1))
try:
    n.send(2)
except StopIteration as e:
    print(e.value)


def ignores_exit():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("ignoring")
            return "value from close"


i = ignores_exit()
next(i)
print(i.close(), i.close())


def throws():
    while True:
        try:
            yield "waiting"
        except ValueError as e:
            print("handled", e)
        except TypeError:
            raise KeyError("from type error")


t = throws()
print(next(t), t.throw(ValueError("v")), t.throw(ValueError))
try:
    t.throw(TypeError("t"))
except KeyError as e:
    print(repr(e), repr(e.__context__))
try:
    t.throw(ValueError("finished"))
except ValueError as e:
    print("passes through", e)
for bad in (lambda: gen().throw(5), lambda: gen().throw("str"), lambda: gen().send(), lambda: gen().throw()):
    try:
        bad()
    except TypeError as e:
        print(e)


def stop_inside():
    yield 1
    next(iter([]))


try:
    list(stop_inside())
except RuntimeError as e:
    print(e, repr(e.__cause__))


def yields_in_expr():
    r = [(yield 1), (yield 2)]
    print(r, (yield (yield 3)))
    return {(yield "k"): (yield "v")}


y = yields_in_expr()
print(next(y), y.send("a"), y.send("b"), y.send("c"), y.send("d"), y.send("e"))
print((yields_in_expr.__code__.co_flags & 0x20) != 0, type(y).__name__)
