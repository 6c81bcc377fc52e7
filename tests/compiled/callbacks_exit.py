"""A callback that calls sys.exit() while compiled frames are on the stack."""

import sys

M = sys.monitoring
E = M.events
M.use_tool_id(0, "exits")


def leaf(n):
    total = 0
    for i in range(n):
        total += i & 3
    return total


def outer(n):
    try:
        return leaf(n)
    finally:
        seen.append(n)


seen = []
for i in range(2000):
    outer(i % 5)
seen.clear()


def exits(code, line):
    if code is leaf.__code__:
        M.set_events(0, 0)
        sys.exit(7 if caught else "leaving")


for caught in True, False:
    M.register_callback(0, E.LINE, exits)
    M.set_events(0, E.LINE)
    try:
        outer(4)
    except SystemExit as e:
        print(e.code, seen)
        if not caught:
            raise
