import sys

m, E = sys.monitoring, sys.monitoring.events
m.use_tool_id(1, "t")
m.use_tool_id(2, "u")
log = []


def f(n):
    total = 0
    for i in range(n):
        total += i
        if i == 1:
            len("x")
    return total


first = f.__code__.co_firstlineno


def line(code, n):
    if code is f.__code__:
        log.append(n - first)
        return m.DISABLE


m.register_callback(1, E.LINE, line)
m.set_events(1, E.LINE)
f(3)
print("first", log)
log.clear()
f(3)
print("disabled", log)
m.restart_events()
f(2)
print("restarted", log)
log.clear()
m.set_events(1, 0)
m.set_events(1, E.LINE)
f(2)
print("set again", log)
log.clear()
m.set_events(1, 0)
f(2)
m.set_events(1, E.LINE)
f(2)
print("off, run, on", log)
log.clear()
other = []


def keep(code, n):
    if code is f.__code__:
        other.append(n - first)


m.register_callback(2, E.LINE, keep)
m.set_events(2, E.LINE)
f(2)
print("second tool", log, other)
m.set_events(1, 0)
m.set_events(2, 0)
log.clear()


def call(code, offset, func, arg):
    if code is f.__code__:
        log.append(("call", func.__name__))
        return m.DISABLE


def c_return(code, offset, func, arg):
    if code is f.__code__:
        log.append(("c_return", func.__name__))


m.register_callback(1, E.CALL, call)
m.register_callback(1, E.C_RETURN, c_return)
m.set_events(1, E.CALL | E.C_RETURN | E.C_RAISE)
f(3)
f(3)
print("calls", log)
log.clear()
m.set_events(1, 0)


def branch(name):
    def callback(code, src, dst):
        if code is f.__code__:
            log.append((name, src, dst))
            return m.DISABLE

    return callback


m.register_callback(1, E.BRANCH_LEFT, branch("left"))
m.register_callback(1, E.BRANCH_RIGHT, branch("right"))
m.set_events(1, E.BRANCH_LEFT | E.BRANCH_RIGHT)
f(4)
f(4)
print("branches", log)
m.set_events(1, 0)
log.clear()


def raised(code, offset, exc):
    log.append("raise")
    return m.DISABLE


m.register_callback(1, E.RAISE, raised)
m.set_events(1, E.RAISE)
try:
    {}["k"]
except ValueError as e:
    print("disable of RAISE:", e)
except KeyError as e:
    print("KeyError", e)
m.set_events(1, 0)
print(log, m.register_callback(1, E.RAISE, None))
m.free_tool_id(1)
m.free_tool_id(2)
