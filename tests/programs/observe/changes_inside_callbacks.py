import sys

m, E = sys.monitoring, sys.monitoring.events
m.use_tool_id(2, "t")
m.use_tool_id(4, "u")
log = []


def g():
    return "g"


def f():
    a = 1
    b = g()
    c = g()
    return a


def line(code, n):
    if code in (f.__code__, g.__code__):
        log.append((code.co_name, n - code.co_firstlineno))
        if code is f.__code__ and n - code.co_firstlineno == 2:
            m.set_local_events(2, g.__code__, E.PY_START)
            m.register_callback(2, E.PY_START, start)
        if code is f.__code__ and n - code.co_firstlineno == 3:
            m.set_events(2, 0)


def start(code, offset):
    log.append(("start", code.co_name))
    m.set_local_events(2, g.__code__, 0)


m.register_callback(2, E.LINE, line)
m.set_events(2, E.LINE)
f()
m.set_events(2, 0)
print(log)
log.clear()


def replace(code, n):
    if code is f.__code__:
        log.append("first")
        m.register_callback(2, E.LINE, second)


def second(code, n):
    if code is f.__code__:
        log.append("second")


m.register_callback(2, E.LINE, replace)
m.set_events(2, E.LINE)
f()
m.set_events(2, 0)
print(log)
log.clear()


def calls_python(code, n):
    if code is f.__code__:
        log.append(("in callback", g()))


m.register_callback(2, E.LINE, calls_python)
m.register_callback(2, E.PY_START, start)
m.set_events(2, E.LINE | E.PY_START)
f()
m.set_events(2, 0)
print(log)
log.clear()


def free_other(code, n):
    if code is f.__code__:
        log.append(4)
        if m.get_tool(2):
            m.clear_tool_id(2)
            m.free_tool_id(2)


m.register_callback(2, E.LINE, lambda code, n: log.append(2) if code is f.__code__ else None)
m.register_callback(4, E.LINE, free_other)
m.set_events(2, E.LINE)
m.set_events(4, E.LINE)
f()
m.free_tool_id(4)
print(log, m.get_tool(2), m.get_tool(4))
