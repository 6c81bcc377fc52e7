#!/usr/bin/env python3
"""Nanoseconds of single operations, interpreter beside interpreter.

    benches/micro.py [--only TEXT ...] [--rounds N] [--time S] A=COMMAND B=COMMAND ...

Each entry is a name, a setup and a statement. The statement stands in a loop in a function of its own, five times over; the
time of the same loop around `pass` is taken off. Interpreters run in turn, round after round; the table has the medians,
and for all but the first the first one's time divided by theirs (above 1: faster than the first).
"""

import argparse
import math
import shlex
import statistics
import subprocess
import sys

POINT = """
class P:
    total = 7
    def __init__(self, x=1, y=2):
        self.x = x
        self.y = y
    def get(self): return self.x
    def add(self, a, b=2): return a
    @property
    def prop(self): return self.x
    @staticmethod
    def static(a): return a
    @classmethod
    def make(cls): return cls
    def __add__(self, o): return self
    def __len__(self): return 3
    def __getitem__(self, i): return i
class Q(P):
    def get(self): return super().get()
class Slots:
    __slots__ = "x",
    def __init__(self): self.x = 1
class Bare: pass
def mixed(n):
    out = []
    for i in range(n):
        c = type("M%d" % i, (), {"get": lambda self: 1})
        o = c()
        for k in range(i): setattr(o, "f%d" % k, k)
        o.x = i
        out.append(o)
    return out
p, q, s, bare = P(), Q(), Slots(), Bare()
two, many = mixed(2), mixed(12)
"""

# name: (setup, statement)
TABLE = {
    "local variable": ("", "a = n"),
    "global variable": ("G = 1", "G"),
    "int add": ("x = 5", "x + 3"),
    "int add, big": ("x = 1 << 80", "x + 3"),
    "int compare": ("x = 5", "x < 7"),
    "float multiply add": ("x = 1.5", "x * x + 2.5"),
    "if / else": ("x = 5", "a = 1 if x else 2"),
    "attribute load": (POINT, "p.x"),
    "attribute store": (POINT, "p.x = 3"),
    "attribute load, slots": (POINT, "s.x"),
    "attribute load, class": (POINT, "p.total"),
    "attribute load, 2 shapes": (POINT, "two[n & 1].x"),
    "attribute load, 12 shapes": (POINT, "many[n % 12].x"),
    "attribute store, 12 shapes": (POINT, "many[n % 12].x = n"),
    "property": (POINT, "p.prop"),
    "method call": (POINT, "p.get()"),
    "method call, 12 shapes": (POINT, "many[n % 12].get()"),
    "method call, keyword": (POINT, "p.add(1, b=3)"),
    "super().method()": (POINT, "q.get()"),
    "static method": (POINT, "p.static(1)"),
    "class method": (POINT, "p.make()"),
    "operator method": (POINT, "p + p"),
    "__getitem__": (POINT, "p[3]"),
    "instance, no __init__": (POINT, "Bare()"),
    "instance, __init__": (POINT, "P(1, 2)"),
    "isinstance": (POINT, "isinstance(q, P)"),
    "function call": ("def f(): pass", "f()"),
    "function call, 3 arguments": ("def f(a, b, c): return a", "f(1, 2, 3)"),
    "function call, defaults": ("def f(a, b=2, c=3): return a", "f(1)"),
    "function call, *args **kw": ("def f(*a, **k): return a", "f(1, 2, x=3)"),
    "closure call": ("def make():\n  v = 1\n  def inner():\n    nonlocal v\n    v += 1\n  return inner\nf = make()", "f()"),
    "make a closure": ("def make(v):\n  return lambda: v", "make(1)"),
    "native call: len": ("x = [1, 2]", "len(x)"),
    "native call: abs": ("x = -3", "abs(x)"),
    "native call: min of two": ("", "min(3, 4)"),
    "generator next": ("def g():\n  while True: yield 1\nit = g()", "next(it)"),
    "generator, for of 10": ("def g():\n  for i in range(10): yield i", "for i in g(): pass"),
    "for over range(10)": ("", "for i in range(10): pass"),
    "for over list of 10": ("x = list(range(10))", "for i in x: pass"),
    "list comprehension of 10": ("x = list(range(10))", "[i for i in x]"),
    "dict comprehension of 10": ("x = list(range(10))", "{i: i for i in x}"),
    "generator expression sum of 10": ("x = list(range(10))", "sum(i for i in x)"),
    "list display": ("", "[n, n, n]"),
    "list index": ("x = list(range(10))", "x[3]"),
    "list store": ("x = list(range(10))", "x[3] = n"),
    "list append pop": ("x = []", "x.append(n); x.pop()"),
    "list slice": ("x = list(range(10))", "x[2:5]"),
    "tuple unpack": ("x = (1, 2, 3)", "a, b, c = x"),
    "dict get": ("d = {'a': 1, 'b': 2}", "d['b']"),
    "dict store": ("d = {'a': 1, 'b': 2}", "d['b'] = n"),
    "dict .get(), missing": ("d = {'a': 1}", "d.get('z')"),
    "dict get, int key": ("d = {i: i for i in range(100)}", "d[n % 100]"),
    "set contains": ("x = set(range(100))", "n in x"),
    "str concatenate": ("x = 'some text'", "x + 'more'"),
    "str format": ("x = 5", "f'{x} and {x}'"),
    "str index": ("x = 'some text'", "x[3]"),
    "str join split": ("x = 'a b c d'", "','.join(x.split())"),
    "str startswith": ("x = 'some text'", "x.startswith('some')"),
    "try without exception": ("", "try: n\nexcept ValueError: pass"),
    "raise and catch": ("", "try: raise ValueError\nexcept ValueError: pass"),
    "raise in a call, catch": ("def f(): raise ValueError(1)", "try: f()\nexcept ValueError: pass"),
    "with": ("class C:\n  def __enter__(self): pass\n  def __exit__(self, *a): pass\nc = C()", "with c: pass"),
}

INNER = r"""
import sys
from time import perf_counter
REPEAT = 5
def measure(setup, statement, goal):
    def loop(body, times):
        lines = [l for _ in range(times) for l in body.split("\n")]
        text = "def run(count):\n  for n in range(count):\n" + "".join("    " + l + "\n" for l in lines)
        names = {}
        exec(setup, names)
        exec(text, names)
        return names["run"]
    def least(run, count):
        best = 1e9
        for _ in range(3):
            start = perf_counter()
            run(count)
            best = min(best, perf_counter() - start)
        return best
    run, empty = loop(statement, REPEAT), loop("pass", 1)
    count = 64
    while True:
        start = perf_counter()
        run(count)
        took = perf_counter() - start
        if took > goal / 4:
            break
        count *= 2 if took > goal / 40 else 8
    return max(0.0, (least(run, count) - least(empty, count)) / (count * REPEAT) * 1e9)
for name, setup, statement in ENTRIES:
    try:
        print("NS", "%.3f" % measure(setup, statement, GOAL), name, flush=True)
    except Exception as e:
        print("NS", "nan", name, flush=True)
        print(name, repr(e), file=sys.stderr)
"""


def run(command, names, goal):
    entries = [(n, *TABLE[n]) for n in names]
    inner = f"ENTRIES = {entries!r}\nGOAL = {goal}\n{INNER}"
    done = subprocess.run([*shlex.split(command), "-c", inner], capture_output=True, text=True)
    if done.returncode or done.stderr:
        print(done.stderr.strip(), file=sys.stderr)
    found = {}
    for line in done.stdout.splitlines():
        if line.startswith("NS "):
            _, ns, name = line.split(" ", 2)
            found[name] = float(ns)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", default=[], help="entries whose names have this text")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--time", type=float, default=0.05, help="seconds for each measurement")
    parser.add_argument("interpreters", nargs="+")
    o = parser.parse_args()
    peers = [i.split("=", 1) for i in o.interpreters]
    names = [n for n in TABLE if not o.only or any(t in n for t in o.only)]
    times = {label: {n: [] for n in names} for label, _ in peers}
    for _ in range(o.rounds):
        for label, command in peers:
            for name, ns in run(command, names, o.time).items():
                times[label][name].append(ns)
    width = max(map(len, names))
    first = peers[0][0]
    print(f"{'ns':{width}} {first:>9} " + " ".join(f"{label:>9} {'ratio':>6}" for label, _ in peers[1:]))
    ratios = {label: [] for label, _ in peers[1:]}
    for name in names:
        middle = {label: statistics.median(times[label][name] or [math.nan]) for label, _ in peers}
        row = f"{name:{width}} {middle[first]:9.1f} "
        for label, _ in peers[1:]:
            ratio = middle[first] / middle[label] if middle[label] else math.nan
            row += f"{middle[label]:9.1f} {ratio:6.2f} "
            if ratio > 0:
                ratios[label].append(ratio)
        print(row.rstrip())
    for label, values in ratios.items():
        if values:
            print(f"{label}: geometric mean {math.exp(statistics.mean(map(math.log, values))):.2f} over {len(values)} entries")


if __name__ == "__main__":
    main()
