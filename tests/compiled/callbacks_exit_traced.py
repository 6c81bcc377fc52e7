"""A trace function that calls sys.exit() deep inside of compiled frames: nobody catches it."""

import sys


def leaf(n):
    total = 0
    for i in range(n):
        total += i & 3
    return total


def deep(n):
    if n == 0:
        return leaf(4)
    try:
        return deep(n - 1)
    finally:
        left.append(n)


left = []
for i in range(500):
    deep(5)
left.clear()


def traced(frame, event, arg):
    if event == "line" and frame.f_code is leaf.__code__ and frame.f_locals.get("i") == 2:
        print("at", frame.f_lineno - leaf.__code__.co_firstlineno, frame.f_locals["total"])
        sys.exit(41)
    return traced


import atexit

atexit.register(lambda: print("end", left, deep(3)))
sys.settrace(traced)
deep(12)
