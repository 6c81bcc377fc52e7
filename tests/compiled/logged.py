"""Switches LINE on and off in the middle of a hot loop, with frames below it."""

import sys

M = sys.monitoring
M.use_tool_id(0, "log")


def switch(i):
    if i == 300:
        M.set_events(0, M.events.LINE)
    elif i == 600:
        M.set_events(0, 0)


def work(n):
    total = 0
    for i in range(n):
        switch(i)
        total += i & 7
    return total


def deep(n):
    return deep(n - 1) if n else work(1000)


first = work(1000)
# The first frame of a function is compiled when it has begun, and goes on in the interpreter.
print(9, first, deep(9))
