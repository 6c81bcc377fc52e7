# Tools that come while hot code runs see its very next events: in another thread's loop, in a suspended generator, in
# frames further up; when they go, nothing is reported any more.
import sys
import threading
import time

M = sys.monitoring
E = M.events
M.use_tool_id(0, "tool")


def spin(stop, started):
    n = 0
    started.append(1)
    while not stop:
        n += 1
    return n


def numbers():
    i = 0
    while True:
        yield i
        i += 1


def down(n, bottom):
    if n == 0:
        return bottom()
    r = down(n - 1, bottom)
    return r + 1


# Another thread's loop.
seen = []
stop = []


def line(code, number):
    if code is spin.__code__ and not seen:
        seen.append(number - spin.__code__.co_firstlineno)
        stop.append(1)


started = []
t = threading.Thread(target=spin, args=(stop, started))
t.start()
while not started:
    time.sleep(0)
M.register_callback(0, E.LINE, line)
M.set_events(0, E.LINE)
t.join()
M.set_events(0, 0)
print("line of the loop:", seen[0] in (3, 4))

# A generator suspended in hot code.
g = numbers()
for _ in range(3000):
    next(g)
log = []
M.register_callback(0, E.PY_RESUME, lambda code, offset: log.append(("resume", code.co_name)))
M.register_callback(0, E.PY_YIELD, lambda code, offset, value: log.append(("yield", value)))
M.set_events(0, E.PY_RESUME | E.PY_YIELD)
next(g)
M.set_events(0, 0)
next(g)
print(log)

# Frames that were hot before the tool came: setprofile hears of their returns, settrace of nothing.
for _ in range(1000):
    down(3, int)
log = []


def profile(frame, event, arg):
    if frame.f_code is down.__code__:
        log.append((event, frame.f_locals["n"], arg))


def bottom():
    sys.setprofile(profile)
    return 0


print(down(4, bottom))
sys.setprofile(None)
print(log)
log = []


def trace(frame, event, arg):
    log.append((event, frame.f_code.co_name))
    return trace


def bottom():
    sys.settrace(trace)
    return 0


print(down(4, bottom))
sys.settrace(None)
print(log)

# Events of one function leave its callers alone, and it reports among them.
log = []


def middle():
    return 5


for _ in range(1000):
    down(2, middle)
M.register_callback(0, E.PY_START, lambda code, offset: log.append(("start", code.co_name)))
M.register_callback(0, E.PY_RETURN, lambda code, offset, value: log.append(("return", value)))
M.set_local_events(0, middle.__code__, E.PY_START | E.PY_RETURN)
print(down(2, middle), log)
M.set_local_events(0, middle.__code__, 0)
print(down(2, middle), len(log))

# What a frame's locals are made from outside, the frame goes on with.
def outer(n):
    x = 1
    total = 0
    for i in range(n):
        total += x
        if i == n - 10:
            poke()
    return total


def poke():
    sys._getframe(1).f_locals["x"] = 1000


print(outer(3000))
