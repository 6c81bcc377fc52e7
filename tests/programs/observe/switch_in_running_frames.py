import sys

m, E = sys.monitoring, sys.monitoring.events
m.use_tool_id(2, "t")
log = []


def on(code, *a):
    if code.co_name in ("outer", "middle", "inner", "gen"):
        log.append((code.co_name, a[0] - code.co_firstlineno))


m.register_callback(2, E.LINE, on)


def inner(what):
    x = 1
    m.set_events(2, what)
    y = 2
    return y


def middle(what):
    a = inner(what)
    b = a
    return b


def outer(what):
    for i in range(2):
        r = middle(what if i == 0 else E.LINE)
    return r


outer(E.LINE)
print(log)
log.clear()
outer(0)
m.set_events(2, 0)
print(log)
log.clear()


def gen():
    yield 1
    x = 2
    yield x
    yield 3


g = gen()
next(g)
m.set_events(2, E.LINE)
next(g)
m.set_events(2, 0)
next(g)
print(log)
log.clear()


def local():
    m.set_local_events(2, local.__code__, E.LINE)
    a = 1
    b = 2
    m.set_local_events(2, local.__code__, 0)
    return a


m.register_callback(2, E.LINE, lambda code, n: log.append(n - code.co_firstlineno))
local()
print(log)
log.clear()


def recursive(n):
    if n == 0:
        m.set_local_events(2, recursive.__code__, E.LINE)
        return 0
    r = recursive(n - 1)
    return r + 1


recursive(3)
m.set_local_events(2, recursive.__code__, 0)
print(log)
m.free_tool_id(2)
