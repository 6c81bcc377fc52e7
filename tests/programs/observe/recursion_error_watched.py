import sys


def down(n):
    return down(n + 1)


def run():
    try:
        down(0)
    except RecursionError as e:
        return str(e)


m, E = sys.monitoring, sys.monitoring.events
m.use_tool_id(2, "t")
counts = {}


def start(code, offset):
    counts["start"] = counts.get("start", 0) + (code is down.__code__)


def unwind(code, offset, exc):
    counts["unwind"] = counts.get("unwind", 0) + (code is down.__code__)


m.register_callback(2, E.PY_START, start)
m.register_callback(2, E.PY_UNWIND, unwind)
m.set_events(2, E.PY_START | E.PY_UNWIND)
print(run())
m.set_events(2, 0)
m.free_tool_id(2)
print(counts["unwind"] - counts["start"] in (0, 1), counts["start"] > 900)
events = {}


def trace(frame, event, arg):
    events[event] = events.get(event, 0) + 1
    return trace


sys.settrace(trace)
message = run()
sys.settrace(None)
print(message, sorted(events), events["call"] > 900)
profile_events = {}


def profile(frame, event, arg):
    profile_events[event] = profile_events.get(event, 0) + 1


sys.setprofile(profile)
message = run()
sys.setprofile(None)
print(message, sorted(profile_events))
print(run())
