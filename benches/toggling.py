#!/usr/bin/env python3
"""What switching events on and off costs: run it under the interpreter to be measured.

    taipan benches/toggling.py

Prints the microseconds of switching LINE on and off under 1,000 frames of hot code, and the speed of hot code after
10,000 such cycles and after the last event went, as ratios to its time before any tool came (1.00: as fast).
"""

import sys
import time

M = sys.monitoring
LINE = M.events.LINE
FRAMES = 1000


def timed(f, *args):
    start = time.perf_counter()
    f(*args)
    return time.perf_counter() - start


def deep(n):
    if n == 0:
        return timed(M.set_events, 0, LINE), timed(M.set_events, 0, 0)
    r = deep(n - 1)
    return r


def work(n):
    total = 0
    for i in range(n):
        total += i & 7
    return total


def main():
    sys.setrecursionlimit(5 * FRAMES)
    for _ in range(2000):
        work(10)
    before = min(timed(work, 100_000) for _ in range(9))
    M.use_tool_id(0, "toggling")
    for _ in range(1000):
        deep(2)
    on, off = min(deep(FRAMES) for _ in range(20))
    print(f"LINE under {FRAMES} frames: on {on * 1e6:.0f} us, off {off * 1e6:.0f} us")
    after = min(timed(work, 100_000) for _ in range(9))
    print(f"after off: {after / before:.2f}")
    cycles = 10_000
    spent = timed(lambda: [(M.set_events(0, LINE), M.set_events(0, 0)) for _ in range(cycles)])
    after = min(timed(work, 100_000) for _ in range(9))
    print(f"{cycles} cycles: {spent / cycles * 1e6:.1f} us each; after them: {after / before:.2f}")
    M.free_tool_id(0)


main()
