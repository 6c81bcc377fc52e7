import sys

m, E = sys.monitoring, sys.monitoring.events
m.use_tool_id(2, "t")
log = []
NAMES = ("gen", "delegating", "consumer", "coro", "agen")


def callback(name):
    def cb(code, offset, *rest):
        if code.co_name in NAMES:
            v = rest[0] if rest else None
            plain = v is None or isinstance(v, (int, str, list, BaseException))
            log.append((name, code.co_name, repr(v) if plain else type(v).__name__))

    return cb


EVENTS = ["PY_START", "PY_RESUME", "PY_YIELD", "PY_RETURN", "PY_THROW", "PY_UNWIND", "STOP_ITERATION", "RAISE", "RERAISE", "EXCEPTION_HANDLED"]
for n in EVENTS:
    m.register_callback(2, getattr(E, n), callback(n))


def watch(label, f):
    log.clear()
    m.set_events(2, sum(getattr(E, n) for n in EVENTS))
    try:
        r = f()
    except BaseException as e:
        r = repr(e)
    m.set_events(2, 0)
    print(label, "->", r)
    for entry in log:
        print("   ", *entry)


def gen():
    try:
        x = yield 1
        yield x
    except KeyError:
        yield "handled"
    return "end"


def delegating():
    r = yield from gen()
    yield r


def consumer():
    return [v for v in gen()]


async def coro():
    return 5


async def agen():
    yield 1


def send():
    g = gen()
    return next(g), g.send("s"), next(g, "done")


def throw():
    g = gen()
    next(g)
    return g.throw(KeyError("k")), next(g, "done")


def throw_unhandled():
    g = gen()
    next(g)
    g.throw(TypeError("t"))


def close():
    g = gen()
    next(g)
    return g.close()


def close_unstarted():
    return gen().close()


def throw_unstarted():
    gen().throw(ValueError("v"))


def finished():
    g = gen()
    list(g)
    return next(g, "still done")


def coroutine():
    try:
        coro().send(None)
    except StopIteration as e:
        return e.value


def async_generator():
    g = agen()
    try:
        g.__anext__().send(None)
    except StopIteration as e:
        value = e.value
    try:
        g.aclose().send(None)
    except StopIteration:
        return value


for f in (send, throw, throw_unhandled, close, close_unstarted, throw_unstarted, finished, lambda: list(delegating()), consumer, coroutine, async_generator):
    watch(f.__name__, f)
m.free_tool_id(2)
