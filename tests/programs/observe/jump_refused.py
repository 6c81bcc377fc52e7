import sys

sys.stderr = type("Quiet", (), {"write": lambda s, t: None, "flush": lambda s: None})()


def attempt(func, source, target, event_name="line", *args):
    first = func.__code__.co_firstlineno
    done = []

    def tracer(frame, event, arg):
        if frame.f_code is not func.__code__:
            return None
        if event == event_name and (source is None or frame.f_lineno == first + source) and not done:
            done.append(1)
            try:
                frame.f_lineno = target if isinstance(target, str) else first + target
                print(func.__name__, event, target, "allowed")
            except (ValueError, TypeError) as e:
                print(func.__name__, event, target, "!!", type(e).__name__, e)
        return tracer

    sys.settrace(tracer)
    try:
        func(*args)
    except Exception as e:
        print("  ended with", type(e).__name__)
    finally:
        sys.settrace(None)


def into_for():
    x = 1
    for i in range(2):
        x = i
    return x


def into_except():
    x = 1
    try:
        x = 2
    except ValueError:
        x = 3
    return x


def into_with():
    x = 1
    with memoryview(b"") as m:
        x = 2
    return x


def into_finally():
    x = 1
    try:
        x = 2
    finally:
        x = 3
    return x


def into_try():
    x = 1
    try:
        x = 2
    except ValueError:
        pass
    return x


def in_except():
    try:
        1 / 0
    except ZeroDivisionError:
        x = 1
        x = 2
    return x


def gen():
    x = yield 1
    x = 2
    yield x


def drive_gen():
    g = gen()
    next(g)
    next(g)
    g.close()


def short():
    x = 1
    return x


attempt(into_for, 1, 3)
attempt(into_except, 1, 5)
attempt(into_with, 1, 3)
attempt(into_finally, 1, 5)
attempt(into_try, 1, 3)
attempt(in_except, 4, 6)
attempt(in_except, 4, 2)
attempt(short, 1, 50)
attempt(short, 1, -5)
attempt(short, 1, "x")
attempt(short, 1, 0)
for event in ("call", "return", "exception"):
    attempt(short if event != "exception" else in_except, None, 1, event)
try:
    sys._getframe().f_lineno = 1
except ValueError as e:
    print(e)
frame = sys._getframe()
try:
    del frame.f_lineno
except AttributeError as e:
    print(type(e).__name__, e)


def opcode_jump():
    x = 1
    y = 2
    return x


log = []


def tracer(frame, event, arg):
    if frame.f_code is not opcode_jump.__code__:
        return None
    frame.f_trace_opcodes = True
    if event == "opcode" and not log:
        log.append(1)
        try:
            frame.f_lineno = frame.f_code.co_firstlineno + 3
            print("opcode jump allowed")
        except ValueError as e:
            print("opcode", e)
    return tracer


sys.settrace(tracer)
try:
    print(opcode_jump())
except UnboundLocalError as e:
    print(e)
finally:
    sys.settrace(None)
