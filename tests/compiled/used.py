"""Functions to list, after a tool came and went: `-` none; `registered`, without events; `elsewhere`, while they did not
run; `used`, `local` and `traced`: under their first calls."""

import sys

M = sys.monitoring
E = M.events
ON = E.LINE | E.CALL


class Point:
    def __init__(self, x):
        self.x = x

    def get(self):
        return self.x


def helper(a):
    return a + 1


def numbers(n):
    for i in range(n):
        yield i * 0.5


def work(n, p):
    total = 0.5
    for i in range(n):
        total += helper(i) * p.get()
    try:
        total += sum(numbers(n)) + [1, 2, 3][n]
    except IndexError:
        total -= len("abc")
    return total


def nothing(*args):
    pass


def watched(how):
    if how not in ("-", "traced"):
        M.use_tool_id(0, how)
        for n in range(17):
            M.register_callback(0, 1 << n, nothing)
    if how == "used":
        M.set_events(0, ON)
    elif how == "local":
        M.set_local_events(0, work.__code__, E.LINE)
        M.set_local_events(0, helper.__code__, E.INSTRUCTION)
    elif how == "traced":
        sys.settrace(lambda *args: None)
    elif how == "elsewhere":
        M.set_events(0, ON)
        nothing()
        M.set_events(0, 0)
    work(3, Point(1))
    work(1, Point(1))
    sys.settrace(None)
    if how not in ("-", "traced"):
        M.free_tool_id(0)


watched(sys.argv[1])
for _ in range(60):
    work(5, Point(2))
