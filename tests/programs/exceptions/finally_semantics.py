def log(*a):
    print(*a, end="; ")


def ret_override():
    try:
        return "try"
    finally:
        log("f")


def ret_value_saved():
    x = 1
    try:
        return x
    finally:
        x = 2


def loop_continue():
    r = []
    for i in range(3):
        try:
            if i == 1:
                continue
            r.append(i)
        finally:
            r.append("f")
    return r


def loop_break():
    while True:
        try:
            break
        finally:
            log("breaking")
    return "out"


def nested_returns():
    try:
        try:
            return 1
        finally:
            log("inner")
    finally:
        log("outer")


def exception_in_except():
    try:
        try:
            raise ValueError("a")
        except ValueError:
            raise KeyError("b")
        finally:
            log("f")
    except KeyError as e:
        return repr(e.__context__)


def else_raises():
    try:
        try:
            pass
        except ValueError:
            return "wrong"
        else:
            raise ValueError("else")
        finally:
            log("f")
    except ValueError as e:
        return str(e)


def gen_finally():
    try:
        yield 1
        yield 2
    finally:
        log("gen closed")


def try_in_finally():
    try:
        pass
    finally:
        try:
            raise ValueError
        except ValueError:
            log("handled in finally")
    return "end"


def deep():
    for i in range(2):
        for j in range(2):
            try:
                try:
                    if j:
                        break
                    continue
                finally:
                    log("a", i, j)
            finally:
                log("b", i, j)
        else:
            log("else")
    return i, j


def return_in_with_finally():
    class M:
        def __enter__(self):
            log("enter")

        def __exit__(self, *a):
            log("exit")

    try:
        with M():
            return "r"
    finally:
        log("finally")


def yield_in_finally():
    try:
        yield "try"
    finally:
        yield "finally"


def exc_info_state():
    import sys

    try:
        raise ValueError(1)
    except ValueError:
        a = sys.exception()
        try:
            raise KeyError(2)
        except KeyError:
            b = sys.exception()
        c = sys.exception()
    return repr(a), repr(b), a is c, sys.exception(), sys.exc_info()


for f in (ret_override, ret_value_saved, loop_continue, loop_break, nested_returns, exception_in_except, else_raises, try_in_finally, deep, return_in_with_finally, exc_info_state):
    print(f.__name__, f())
g = gen_finally()
next(g)
g.close()
print(list(gen_finally()), list(yield_in_finally()))
source = """
def ret():
    try:
        1 / 0
    finally:
        return "swallowed"
def ret2():
    try:
        return "a"
    finally:
        return "b"
def brk():
    for i in range(3):
        try:
            1 / 0
        finally:
            break
    return i
def cont():
    n = 0
    for i in range(3):
        try:
            n += 1
            if i: 1 / 0
        finally:
            continue
    return n
def nested():
    try:
        try:
            raise ValueError
        finally:
            return 1
    finally:
        log("outer")
"""
import sys

sys.stderr = type("Null", (), {"write": lambda s, t: None, "flush": lambda s: None})()
exec(source)
sys.stderr = sys.__stderr__
print(ret(), ret2(), brk(), cont(), nested())
