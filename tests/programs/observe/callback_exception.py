import sys

m, E = sys.monitoring, sys.monitoring.events
m.use_tool_id(2, "t")


def body(x):
    y = x + 1
    z = [y]
    len(z)
    return z


def run(event, name):
    log = []

    def callback(code, *args):
        if code is not body.__code__:
            return
        log.append(args[0])
        raise KeyError(name)

    m.register_callback(2, event, callback)
    m.set_local_events(2, body.__code__, event)
    try:
        print(name, "returned", body(1))
    except KeyError as e:
        tb, lines = e.__traceback__, []
        while tb:
            lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - body.__code__.co_firstlineno if tb.tb_frame.f_code is body.__code__ else None))
            tb = tb.tb_next
        print(name, "raised", e, lines, len(log))
    try:
        body(2)
    except KeyError:
        print(name, "again", len(log))
    m.set_local_events(2, body.__code__, 0)
    m.register_callback(2, event, None)


for name in ("PY_START", "LINE", "CALL", "PY_RETURN", "INSTRUCTION"):
    run(getattr(E, name), name)


def raising():
    try:
        raise ValueError("original")
    except ValueError:
        return "handled"


def on_raise(code, offset, exc):
    if code is raising.__code__ and not calls:
        calls.append(1)
        raise TypeError("from callback")


calls = []


for name in ("RAISE", "EXCEPTION_HANDLED"):
    m.register_callback(2, getattr(E, name), on_raise)
    m.set_events(2, getattr(E, name))
    calls.clear()
    try:
        print(name, raising())
    except TypeError as e:
        m.set_events(2, 0)
        print(name, repr(e), repr(e.__context__))
    m.set_events(2, 0)
    m.register_callback(2, getattr(E, name), None)
m.free_tool_id(2)
print(body(3), raising())
