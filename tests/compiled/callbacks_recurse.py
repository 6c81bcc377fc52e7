"""Callbacks that recurse without end: RecursionError, and the program goes on where it is caught."""

import sys

M = sys.monitoring
E = M.events
M.use_tool_id(0, "recurses")
sys.setrecursionlimit(400)


def leaf(n):
    total = 0
    for i in range(n):
        total += i & 3
    return total


def deep(n):
    if n == 0:
        return leaf(7)
    return deep(n - 1) + 1


def endless(*args):
    return endless(*args)


def always(code, *args):
    if code in (deep.__code__, leaf.__code__):
        endless()


def once(code, *args):
    if code in (deep.__code__, leaf.__code__):
        M.set_events(0, 0)
        endless()


def tried(f, *args):
    try:
        return f(*args)
    except RecursionError as e:
        return type(e).__name__, str(e)


for _ in range(1500):
    deep(8)
print(deep(20))
for name in "PY_START", "PY_RETURN", "LINE", "CALL", "JUMP":
    event = getattr(E, name)
    for callback in always, once:
        M.register_callback(0, event, callback)
        M.set_events(0, event)
        try:
            r = deep(20)
        except RecursionError as e:
            r = type(e).__name__, str(e)
        M.set_events(0, 0)
        print(name, callback.__name__, r, deep(20))


def traced(frame, event, arg):
    if frame.f_code is leaf.__code__ and event == "line":
        endless()
    return traced


sys.settrace(traced)
try:
    print(deep(20))
except RecursionError as e:
    print(type(e).__name__, sys.gettrace())
sys.settrace(None)

# The recursion limit is met by compiled code while a tool looks on.
count = 0


def counted(*args):
    global count
    count += 1


M.register_callback(0, E.PY_START, counted)
M.set_events(0, E.PY_START)
print(tried(deep, 1000))
M.set_events(0, 0)
print(count, deep(20), tried(deep, 1000))
