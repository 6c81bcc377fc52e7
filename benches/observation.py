#!/usr/bin/env python3
"""What watching costs: ratios to the unwatched time, program by program.

    benches/observation.py --pyperf DIR --programs DIR [--only NAME ...] [--rounds N] A=COMMAND B=COMMAND ...

Each program runs in one process, which times it unwatched, with a callback of PY_START and of LINE that does nothing,
with a LINE callback that returns DISABLE (after a first pass), and unwatched again after every tool is gone. Times are
CPU time, the least of several runs; the first interpreter in the list is only there to compare. The last column is no ratio
but microseconds: what it takes to switch LINE on and off again in the loaded program, wall time, the median of many.
"""

import argparse
import os
import shlex
import subprocess
import sys
from pathlib import Path

PROGRAMS = ["richards", "deltablue", "nbody", "go"]

INNER = r"""
import runpy, sys
from time import perf_counter, process_time
import pyperf

class Runner(pyperf.Runner):
    def bench_func(self, name, function, *args, **kw):
        watch(lambda: function(*args))
    def bench_time_func(self, name, function, *args, **kw):
        watch(lambda: function(1, *args))
pyperf.Runner = Runner

m, E = sys.monitoring, sys.monitoring.events

def least(run, rounds=ROUNDS):
    run()
    best = 1e9
    for _ in range(rounds):
        start = process_time()
        run()
        best = min(best, process_time() - start)
    return best

def nothing(code, place):
    pass

def once(code, place):
    return m.DISABLE

done = False
def watch(run):
    global done
    if done:
        return
    done = True
    once_run = run
    start = process_time()
    run()
    each = process_time() - start
    times = max(1, int(0.1 / max(each, 1e-6)))
    def run():
        for _ in range(times):
            once_run()
    plain = least(run)
    out = []
    m.use_tool_id(1, "bench")
    for event, callback in (E.PY_START, nothing), (E.LINE, nothing), (E.LINE, once):
        m.register_callback(1, event, callback)
        m.set_events(1, event)
        out.append(least(run) / plain)
        m.set_events(1, 0)
        m.register_callback(1, event, None)
    switches = []
    m.register_callback(1, E.LINE, nothing)
    for _ in range(200):
        start = perf_counter()
        m.set_events(1, E.LINE)
        m.set_events(1, 0)
        switches.append((perf_counter() - start) * 1e6)
        once_run() if each < 0.01 else None
    m.register_callback(1, E.LINE, None)
    m.free_tool_id(1)
    out.append(least(run) / plain)
    out.append(sorted(switches)[len(switches) // 2])
    print("RATIOS", *("%.3f" % x for x in out))

sys.argv = [SCRIPT]
runpy.run_path(SCRIPT, run_name="__main__")
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pyperf", required=True)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("interpreters", nargs="+")
    args = parser.parse_args()
    print(f"{'program':12} {'interpreter':12} {'PY_START':>9} {'LINE':>9} {'DISABLE':>9} {'off':>9} {'switch us':>9}")
    for name in args.only or PROGRAMS:
        script = Path(args.programs) / f"bm_{name}" / "run_benchmark.py"
        for word in args.interpreters:
            label, command = word.split("=", 1)
            inner = INNER.replace("ROUNDS", str(args.rounds)).replace("SCRIPT", repr(str(script)))
            env = dict(os.environ, PYTHONPATH=args.pyperf)
            done = subprocess.run([*shlex.split(command), "-c", inner], env=env, cwd=script.parent, capture_output=True, text=True)
            line = next((x for x in done.stdout.splitlines() if x.startswith("RATIOS")), None)
            if line is None:
                sys.exit(f"{name} under {label}: {done.stderr.strip().splitlines()[-1:]}")
            print(f"{name:12} {label:12}", *(f"{x:>9}" for x in line.split()[1:]))


if __name__ == "__main__":
    main()
