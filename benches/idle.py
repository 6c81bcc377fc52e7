#!/usr/bin/env python3
"""What tools cost that are there and report nothing, in instructions of the machine.

    benches/idle.py [--python target/release/taipan] [--turns N] [--options "-X jit-threshold=0"]

Runs hot code under valgrind's callgrind, which counts every instruction: once for N turns, once for 3 N, so that the
difference is that of 2 N turns without start-up and compilation. Prints it for a program without tools, with a tool
that has callbacks and no events, with the compiler's log, after LINE was on for a while, after its tool was freed, and
after a trace function; and each divided by the first (1.0000: as many instructions). Watchers of code cannot be
registered from Python.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile

PROGRAM = r"""
import sys
M = sys.monitoring
LINE = M.events.LINE

class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def moved(self, dx):
        return Point(self.x + dx, self.y)

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def numbers(n):
    for i in range(n):
        yield i * 0.5

def turn(items, table):
    p = Point(0, 1)
    total = 0
    for i in items:
        p = p.moved(i & 3)
        table[i & 15] = total
        total += table.get(3, 0) & 7
    middle = 0.0
    for x in numbers(20):
        middle += x
    return total, p.x, middle, fib(7), len("abc")

def work(turns):
    items, table = list(range(40)), {}
    for _ in range(turns):
        turn(items, table)

def nothing(*args):
    pass

how, turns = sys.argv[1], int(sys.argv[2])
# As often in every case, so that all is compiled, and compiled again where it missed. (No global comes later: loads of
# globals would miss.)
for n in range(200):
    work(10)
if how in ("registered", "line off", "line freed"):
    M.use_tool_id(0, "idle")
    for n in range(8):
        M.register_callback(0, 1 << n, nothing)
if how.startswith("line"):
    for _ in range(20):
        M.set_events(0, LINE)
        work(2)
        M.set_events(0, 0)
        work(2)
if how == "line freed":
    M.free_tool_id(0)
if how == "traced":
    sys.settrace(lambda *args: None)
    work(2)
    sys.settrace(None)
work(turns)
"""

CASES = [
    ("no tool", "plain"),
    ("tool with callbacks, no events", "registered"),
    ("compiler's log", "log"),
    ("LINE was on, tool is there", "line off"),
    ("LINE was on, tool freed", "line freed"),
    ("settrace was on", "traced"),
]


def count(command, options, folder, how, turns):
    program = os.path.join(folder, "program.py")
    log = ["-X", f"jit-log={folder}/log"] if how == "log" else []
    callgrind = ["valgrind", "--tool=callgrind", "--smc-check=all-non-file", f"--callgrind-out-file={folder}/out"]
    done = subprocess.run(
        [*callgrind, command, *options, *log, program, how, str(turns)],
        env={"PATH": os.environ["PATH"], "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        sys.exit(f"{how}, {turns} turns: exit code {done.returncode}\n{done.stderr[-2000:]}")
    return int(found[1])


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--python", default="target/release/taipan")
    p.add_argument("--turns", type=int, default=1000)
    p.add_argument("--options", default="-X jit-threshold=0")
    a = p.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "program.py"), "w") as f:
            f.write(PROGRAM)
        first = None
        print(f"{'':32} instructions a turn    ratio")
        for title, how in CASES:
            short, long = (count(a.python, shlex.split(a.options), folder, how, n * a.turns) for n in (1, 3))
            each = (long - short) / (2 * a.turns)
            first = first or each
            print(f"{title:32} {each:19.1f} {each / first:8.4f}", flush=True)


main()
