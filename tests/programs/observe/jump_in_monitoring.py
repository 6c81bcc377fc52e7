import sys

m, E = sys.monitoring, sys.monitoring.events
m.use_tool_id(2, "jumper")


def f(out):
    out.append(1)
    out.append(2)
    out.append(3)
    return out


def loop(out):
    for i in range(4):
        out.append(i)
    return out


def run(func, source, target):
    done = []

    def line(code, n):
        if code is func.__code__ and n == code.co_firstlineno + source and not done:
            done.append(1)
            frame = sys._getframe(1)
            try:
                frame.f_lineno = code.co_firstlineno + target
            except ValueError as e:
                print("refused", e)

    m.register_callback(2, E.LINE, line)
    m.set_events(2, E.LINE)
    try:
        result = func([])
    finally:
        m.set_events(2, 0)
    print(func.__name__, source, target, result)


run(f, 1, 3)
run(f, 3, 1)
run(f, 2, 4)
run(loop, 2, 3)
run(loop, 3, 2)


def start(code, offset):
    if code is f.__code__:
        try:
            sys._getframe(1).f_lineno = code.co_firstlineno + 2
            print("allowed from PY_START")
        except ValueError as e:
            print("PY_START:", e)


m.register_callback(2, E.PY_START, start)
m.set_events(2, E.PY_START)
print(f([]))
m.set_events(2, 0)
m.free_tool_id(2)
