import sys

log = []


def f(x):
    y = x + 1
    try:
        y // 0
    except ZeroDivisionError:
        pass
    return y


def name(frame):
    return frame.f_code.co_name


def tracer(frame, event, arg):
    if name(frame) not in ("f", "g", "h"):
        return None
    log.append((event, name(frame), frame.f_lineno - frame.f_code.co_firstlineno))
    return tracer


sys.settrace(tracer)
print(sys.gettrace() is tracer)
f(1)
sys.settrace(None)
print(log, sys.gettrace())
log.clear()


def once(frame, event, arg):
    if name(frame) == "f":
        log.append(("global", event))
        return local1


def local1(frame, event, arg):
    log.append(("local1", event))
    return local2


def local2(frame, event, arg):
    log.append(("local2", event))
    return None


sys.settrace(once)
f(1)
sys.settrace(None)
print(log)
log.clear()


def none(frame, event, arg):
    if name(frame) == "f":
        log.append(event)
    return None


sys.settrace(none)
f(1)
sys.settrace(None)
print(log)
log.clear()


def raising(frame, event, arg):
    if name(frame) == "f" and event == "line":
        log.append(event)
        raise KeyError("from tracer")
    return raising


sys.settrace(raising)
try:
    f(1)
except KeyError as e:
    print("propagated", e, sys.gettrace())
sys.settrace(None)
print(log)
log.clear()


def no_lines(frame, event, arg):
    if name(frame) == "f":
        frame.f_trace_lines = False
        log.append((event, frame.f_trace_lines, frame.f_trace_opcodes, frame.f_trace is None))
        return no_lines


sys.settrace(no_lines)
f(1)
sys.settrace(None)
print(log)
log.clear()


def g():
    yield 1
    yield 2


def h():
    return [v for v in g()]


sys.settrace(tracer)
h()
sys.settrace(None)
print(log)
log.clear()


def late():
    a = 1
    sys.settrace(tracer2)
    b = 2
    sys._getframe().f_trace = tracer2
    c = 3
    f(1)
    sys.settrace(None)
    d = 4


def tracer2(frame, event, arg):
    if name(frame) in ("late", "f"):
        log.append((event, name(frame), frame.f_lineno - frame.f_code.co_firstlineno))
        return tracer2


late()
print(log)
log.clear()
for bad in (lambda: sys.settrace(), lambda: sys.settrace(1, 2), lambda: setattr(sys._getframe(), "f_trace_lines", 5), lambda: setattr(sys._getframe(), "f_trace_opcodes", "x"), lambda: delattr(sys._getframe(), "f_trace_lines")):
    try:
        bad()
        print("fine")
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


def with_values(frame, event, arg):
    if name(frame) == "f":
        if event == "exception":
            log.append((event, arg[0].__name__, str(arg[1]), type(arg[2]).__name__))
        else:
            log.append((event, arg))
        return with_values


sys.settrace(with_values)
f(5)
sys.settrace(None)
print(log)
