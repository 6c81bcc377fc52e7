"""Callbacks that raise while compiled frames are on the stack: the exception comes out where the event was."""

import sys

M = sys.monitoring
E = M.events
M.use_tool_id(0, "raises")


def leaf(n):
    total = 0
    for i in range(n):
        total += i * 3 & 15
    return total


def middle(n, guarded):
    if not guarded:
        return leaf(n) + 1
    try:
        return leaf(n) + 1
    except KeyError as e:
        return "caught", e.args, e.__traceback__.tb_next.tb_lineno


def outer(n, guarded):
    got = []
    for k in range(3):
        got.append(middle(n + k, guarded))
    return got


def warm():
    for _ in range(1500):
        outer(3, True)
        outer(3, False)


def raising(after):
    left = after

    def callback(code, *args):
        nonlocal left
        if code.co_name not in ("leaf", "middle", "outer"):
            return
        left -= 1
        if left == 0:
            raise KeyError(code.co_name, args[0])

    return callback


EVENTS = ["PY_START", "PY_RETURN", "LINE", "CALL", "JUMP", "BRANCH_LEFT", "BRANCH_RIGHT", "INSTRUCTION", "RAISE"]
warm()
print(outer(5, True))
for name in EVENTS:
    event = getattr(E, name)
    for after in (1, 2, 5, 11):
        for guarded in (True, False):
            M.register_callback(0, event, raising(after))
            M.set_events(0, event)
            try:
                r = outer(5, guarded)
            except KeyError as e:
                tb, places = e.__traceback__, []
                while tb:
                    places.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
                    tb = tb.tb_next
                r = "outside", e.args, places[1:]
            M.set_events(0, 0)
            print(name, after, guarded, r)
            if outer(5, guarded) != [outer(5 + k, False)[0] for k in range(3)]:
                print("wrong afterwards")
warm()
print(outer(5, True))


def traced(frame, event, arg):
    global left
    left -= 1
    if left == 0:
        raise KeyError(event)
    return traced


def profiled(frame, event, arg):
    global left
    left -= 1
    if left == 0:
        raise KeyError(event)


for after in (1, 2, 7, 20):
    for switch, look, function in (sys.settrace, sys.gettrace, traced), (sys.setprofile, sys.getprofile, profiled):
        left = after
        switch(function)
        try:
            r = outer(5, True)
        except KeyError as e:
            r = "outside", e.args
        gone = look() is None
        switch(None)
        print(switch.__name__, after, r, gone)
warm()

# Once more, and nobody catches it.
M.register_callback(0, E.LINE, raising(9))
M.set_events(0, E.LINE)
outer(5, False)
