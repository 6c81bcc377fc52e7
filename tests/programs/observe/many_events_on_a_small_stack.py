# A million events leave nothing behind on the native stack.
import sys
import threading

m, E = sys.monitoring, sys.monitoring.events
seen = [0]


def plain(code, line):
    seen[0] += 1


def any_arguments(*args):
    seen[0] += 1


def work(n):
    total = 0
    for i in range(n):
        total += i & 1
    return total


def main():
    m.use_tool_id(3, "counter")
    for callback in plain, any_arguments:
        seen[0] = 0
        m.register_callback(3, E.LINE, callback)
        m.set_events(3, E.LINE)
        result = work(150_000)
        m.set_events(3, 0)
        print(callback.__name__, result, seen[0] > 300_000)
    m.free_tool_id(3)


threading.stack_size(512 * 1024)
t = threading.Thread(target=main)
t.start()
t.join()
