import sys


def trace_jump(func, source, target, *args):
    """Runs func; at line `source` (counted from its def) jumps to line `target`."""
    first = func.__code__.co_firstlineno
    done = []

    def tracer(frame, event, arg):
        if frame.f_code is not func.__code__:
            return None
        if event == "line" and frame.f_lineno == first + source and not done:
            done.append(1)
            try:
                frame.f_lineno = first + target
            except ValueError as e:
                print("refused:", e)
        return tracer

    sys.settrace(tracer)
    try:
        result = func(*args)
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    finally:
        sys.settrace(None)
    print(func.__name__, source, target, result)


def plain(out):
    out.append(1)
    out.append(2)
    out.append(3)
    return out


def loop(out):
    for i in range(3):
        out.append(i)
        out.append("x")
    out.append("after")
    return out


def while_loop(out):
    n = 3
    while n:
        n -= 1
        out.append(n)
    out.append("after")
    return out


def tries(out):
    try:
        out.append("body")
        out.append("body2")
    finally:
        out.append("finally")
    out.append("after")
    return out


def withs(out):
    with memoryview(b"x") as m:
        out.append("in")
        out.append("in2")
    out.append("after")
    return out


def branch(out, x=0):
    if x:
        out.append("then")
    else:
        out.append("else")
    return out


def unbound(out):
    a = 1
    b = 2
    out.append(a)
    return out, a, b


def nested_loops(out):
    for i in range(2):
        for j in range(2):
            out.append((i, j))
        out.append("mid")
    return out


trace_jump(plain, 1, 3, [])
trace_jump(plain, 2, 4, [])
trace_jump(plain, 3, 1, [])
trace_jump(plain, 2, 2, [])
trace_jump(loop, 2, 4, [])
trace_jump(loop, 3, 2, [])
trace_jump(loop, 3, 1, [])
trace_jump(while_loop, 3, 5, [])
trace_jump(while_loop, 5, 2, [])
trace_jump(tries, 2, 3, [])
trace_jump(tries, 2, 6, [])
trace_jump(tries, 6, 2, [])
trace_jump(withs, 2, 4, [])
trace_jump(withs, 3, 2, [])
trace_jump(branch, 1, 2, [])
trace_jump(branch, 4, 2, [])
trace_jump(nested_loops, 3, 4, [])
trace_jump(nested_loops, 4, 5, [])
sys.stderr = type("Sink", (), {"write": lambda s, t: print("warned:", t.strip().splitlines()[0].split(":", 2)[-1]) if "Warning" in t else None, "flush": lambda s: None})()
trace_jump(unbound, 1, 3, [])
