"""Callbacks that switch tools on and off while compiled frames are on the stack."""

import sys

M = sys.monitoring
E = M.events
seen = []


def note(*what):
    seen.append(what)


def leaf(n):
    total = 0
    for i in range(n):
        total += i * 5 & 31
    return total


def middle(n):
    a = leaf(n)
    b = leaf(n + 1)
    return a + b


def outer(n):
    r = [middle(n + k) for k in range(3)]
    s = middle(n)
    return r, s


def gen(n):
    for i in range(n):
        yield middle(i)


def consume(n):
    total = 0
    for x in gen(n):
        total += x
    return total


MINE = {f.__code__: f.__code__.co_firstlineno for f in (leaf, middle, outer, gen, consume)}


def warm():
    for _ in range(1200):
        outer(3)
        consume(3)


def show(title, *results):
    print(title, *results)
    for what in seen[:60]:
        print("   ", *what)
    print("   ", len(seen))
    seen.clear()


def name(code, line):
    return code.co_name, line - MINE[code]


warm()
show("plain", outer(4), consume(4))

# LINE switches itself off, and CALL on; CALL switches LINE on again.
M.use_tool_id(0, "a")
M.use_tool_id(1, "b")
budget = 0


def on_line(code, line):
    global budget
    if code not in MINE:
        return
    note("line", *name(code, line))
    budget -= 1
    if budget % 4 == 0:
        M.set_events(0, 0)
        M.set_events(1, E.CALL if budget > 0 else 0)


def on_call(code, offset, callee, first):
    if code not in MINE:
        return
    note("call", code.co_name, getattr(callee, "__name__", "?"))
    M.set_events(1, 0)
    M.set_events(0, E.LINE)


M.register_callback(0, E.LINE, on_line)
M.register_callback(1, E.CALL, on_call)
for n in 5, 17, 30:
    budget = n
    M.set_events(0, E.LINE)
    r = outer(4), consume(4)
    M.set_events(0, 0)
    M.set_events(1, 0)
    show(f"in turn {n}", r)
warm()

# A callback frees its own tool, and takes it again.
def frees(code, line):
    if code in MINE:
        note("line", *name(code, line))
        M.free_tool_id(0)
        M.use_tool_id(0, "again")
        M.register_callback(0, E.PY_RETURN, returns)
        M.set_local_events(0, middle.__code__, E.PY_RETURN)


def returns(code, offset, value):
    note("return", code.co_name, value)
    if value > 90:
        M.set_local_events(0, middle.__code__, 0)
        M.set_local_events(0, leaf.__code__, E.PY_START)
        M.register_callback(0, E.PY_START, starts)


def starts(code, offset):
    note("start", code.co_name)
    return M.DISABLE if len(seen) > 12 else None


M.register_callback(0, E.LINE, frees)
M.set_events(0, E.LINE)
r = outer(9), consume(12)
show("freed", r)
M.restart_events()
r = outer(2)
show("restarted", r)
M.free_tool_id(0)
M.free_tool_id(1)
warm()
show("after", outer(4), consume(4))

# Trace functions that go, come back by monitoring, and set another.
def traced(frame, event, arg):
    if frame.f_code not in MINE:
        return None
    note("trace", event, *name(frame.f_code, frame.f_lineno))
    if event == "return" and frame.f_code is leaf.__code__:
        sys.settrace(None)
        sys.setprofile(profiled)
    return traced


def profiled(frame, event, arg):
    if frame.f_code not in MINE:
        return
    note("profile", event, frame.f_code.co_name)
    if event == "return" and frame.f_code is middle.__code__:
        sys.setprofile(None)
        f = frame.f_back
        while f and f.f_code in MINE:
            f.f_trace = traced
            f = f.f_back
        sys.settrace(traced)


sys.settrace(traced)
r = outer(3)
sys.settrace(None)
sys.setprofile(None)
show("trace and profile", r)
sys.settrace(traced)
r = consume(3)
sys.settrace(None)
sys.setprofile(None)
show("trace and profile, generators", r)
warm()
show("at last", outer(4), consume(4))
