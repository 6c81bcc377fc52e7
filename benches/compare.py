#!/usr/bin/env python3
"""Runs pyperformance programs under several interpreters in turn and prints a table.

    benches/compare.py --pyperf DIR --programs DIR [--set language|library] [--only NAME ...] [--budget S] [--rounds N]
                       A=COMMAND B=COMMAND ...

The first interpreter is the measure: ratios are its time divided by the other's (above 1: the other is faster).
`--pyperf` is the folder of a stand-in for the pyperf package that prints `@@ name first median runs` and `== name
digest`; `--programs` holds the pyperformance `bm_*` folders. Interpreters run in turn, round after round, so that a
drift of the machine hits all of them; the table gives medians. Digests of results must agree.

With `--first`, each program runs once in a fresh process, and the table gives the wall time of the process, start to
end; a round before the first one that counts lets interpreters keep their compiled modules.
"""

import argparse
import math
import os
import resource
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

LANGUAGE = """richards richards_super deltablue nbody fannkuch float nqueens spectral_norm chaos raytrace go hexiom scimark
unpack_sequence generators coroutines meteor_contest pidigits comprehensions deepcopy mdp pyflate barnes_hut crypto_pyaes""".split()
LIBRARY = """telco json_loads json_dumps regex_v8 regex_effbot regex_compile logging typing_runtime_protocols bpe_tokeniser
base64""".split()
ARGS = {"logging": ["format"]}


# Runs a program with each of its functions called once.
ONCE = r"""
import runpy, sys
sys.argv = sys.argv[1:]
sys.path[0] = ""
import pyperf
class Runner(pyperf.Runner):
    def bench_func(self, name, function, *args, **kw):
        function(*args)
    def bench_time_func(self, name, function, *args, **kw):
        function(1, *args)
pyperf.Runner = Runner
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def run_once(command, script, pyperf, extra):
    # Modules may be kept: so they are for who runs a program every day.
    env = dict(os.environ, PYTHONPATH=os.pathsep.join([pyperf, *extra]))
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    name = script.parent.name[3:]
    words = [*shlex.split(command), "-c", ONCE, str(script), *ARGS.get(name, [])]
    start = time.monotonic()
    done = subprocess.run(words, env=env, cwd=script.parent, capture_output=True, text=True, timeout=120)
    took = time.monotonic() - start
    if done.returncode:
        return None, {}, (done.stderr.strip().splitlines() or ["failed"])[-1], took
    return {name: took}, {}, "", took


def run(command, script, pyperf, budget, extra):
    env = dict(os.environ, PYTHONPATH=os.pathsep.join([pyperf, *extra]), PYTHONDONTWRITEBYTECODE="1")
    name = script.parent.name[3:]
    start = time.monotonic()
    words = [*shlex.split(command), str(script), *ARGS.get(name, []), f"budget={budget}"]
    try:
        done = subprocess.run(words, env=env, cwd=script.parent, capture_output=True, text=True, timeout=60 + 30 * budget)
    except subprocess.TimeoutExpired:
        return None, {}, "timeout", 0
    medians, digests = {}, {}
    for line in done.stdout.splitlines():
        words = line.split()
        if line.startswith("@@ "):
            medians[words[1]] = float(words[3])
        elif line.startswith("== "):
            digests[words[1]] = words[2]
    error = "" if done.returncode == 0 and medians else (done.stderr.strip().splitlines() or ["no result"])[-1]
    return medians, digests, error, time.monotonic() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pyperf", required=True)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--set", choices=["language", "library", "both"], default="language")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--budget", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--path", action="append", default=[], help="more folders for PYTHONPATH (pyaes)")
    parser.add_argument("--first", action="store_true", help="one run of each program, start to end in a fresh process")
    parser.add_argument("interpreters", nargs="+")
    o = parser.parse_args()
    peers = [i.split("=", 1) for i in o.interpreters]
    names = o.only or {"language": LANGUAGE, "library": LIBRARY, "both": LANGUAGE + LIBRARY}[o.set]
    ratios = {n: [] for n, _ in peers[1:]}
    print(f"{'program':28} {peers[0][0] + ' ms':>12} " + " ".join(f"{n + ' ms':>12} {'ratio':>6}" for n, _ in peers[1:]))
    bad = 0
    for name in names:
        script = Path(o.programs) / f"bm_{name}" / "run_benchmark.py"
        times, digests, errors = {}, {}, {}
        for k in range(o.rounds + o.first):
            for label, command in peers:
                if o.first:
                    medians, digest, error, _ = run_once(command, script, os.path.abspath(o.pyperf), o.path)
                else:
                    medians, digest, error, _ = run(command, script, os.path.abspath(o.pyperf), o.budget, o.path)
                if error:
                    errors[label] = error
                if o.first and k == 0:
                    continue
                if medians:
                    total = math.exp(statistics.mean(math.log(v) for v in medians.values()))
                    times.setdefault(label, []).append(total)
                    digests[label] = digest
        first = peers[0][0]
        row = f"{name:28} "
        base = statistics.median(times[first]) if first in times else None
        row += f"{base * 1000:12.2f} " if base else f"{'-':>12} "
        for label, _ in peers[1:]:
            if label in errors or label not in times:
                row += f"{'failed':>12} {'':>6} " + errors.get(label, "")[:60]
                bad += 1
                continue
            t = statistics.median(times[label])
            ratio = base / t if base else float("nan")
            ratios[label].append(ratio)
            row += f"{t * 1000:12.2f} {ratio:6.2f} "
            if digests[label] != digests.get(first):
                row += "RESULT DIFFERS "
                bad += 1
        print(row, flush=True)
    for label, values in ratios.items():
        if values:
            geo = math.exp(statistics.mean(map(math.log, values)))
            print(f"{label}: geometric mean {geo:.2f} over {len(values)} programs, least {min(values):.2f}")
    print(f"peak memory of the largest child: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
