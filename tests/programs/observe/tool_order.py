import sys

m, E = sys.monitoring, sys.monitoring.events
log = []


def f():
    x = 1
    return x


for tool in (0, 3, 5, 1):
    m.use_tool_id(tool, f"tool {tool}")

    def start(code, offset, tool=tool):
        if code is f.__code__:
            log.append(("start", tool))

    def line(code, n, tool=tool):
        if code is f.__code__:
            log.append(("line", tool, n - code.co_firstlineno))

    def ret(code, offset, value, tool=tool):
        if code is f.__code__:
            log.append(("return", tool, value))

    m.register_callback(tool, E.PY_START, start)
    m.register_callback(tool, E.LINE, line)
    m.register_callback(tool, E.PY_RETURN, ret)
    m.set_events(tool, E.PY_START | E.LINE | E.PY_RETURN)
f()
for entry in log:
    print(*entry)
log.clear()


def trace(frame, event, arg):
    if frame.f_code is f.__code__:
        log.append(("trace", event))
        return trace


def profile(frame, event, arg):
    if frame.f_code is f.__code__:
        log.append(("profile", event))


sys.setprofile(profile)
sys.settrace(trace)
f()
sys.settrace(None)
sys.setprofile(None)
print("with trace and profile")
for entry in log:
    print(*entry)
for tool in (0, 3, 5, 1):
    m.clear_tool_id(tool)
    m.free_tool_id(tool)
log.clear()
f()
print(log)
