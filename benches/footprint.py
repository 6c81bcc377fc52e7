#!/usr/bin/env python3
"""Wall time and peak memory of whole processes, interpreter beside interpreter.

    benches/footprint.py [--pyperf DIR --programs DIR] [--only NAME ...] [--budget S] [--rounds N] [--path DIR]
                         [--import MODULES ...] A=COMMAND B=COMMAND ...

First `-c pass` and the imports asked for, then, with `--programs`, each pyperformance program (see `compare.py`). Times are
milliseconds of wall time, memory is the peak resident size of the process in MB, ratios are to the first interpreter (for
memory below 1: smaller). Interpreters run in turn; the table has the medians.

Memory comes from GNU time: a child's own peak includes that of its parent when it was started, and time is small.
"""

import argparse
import math
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from compare import ARGS, LANGUAGE, LIBRARY


def run(words, env=None, cwd=None):
    """Seconds and peak kilobytes of one process; None if it failed."""
    with tempfile.NamedTemporaryFile("r") as report:
        start = time.monotonic()
        quiet = dict(stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        done = subprocess.run(["time", "-q", "-o", report.name, "-f", "%M", *words], env=env, cwd=cwd, **quiet)
        seconds = time.monotonic() - start
        return (seconds, int(report.read())) if done.returncode == 0 else None


def measure(label, peers, rounds, words, env=None, cwd=None):
    """Prints a row; the memory ratios of all but the first interpreter."""
    results = {name: [] for name, _ in peers}
    for _ in range(rounds):
        for name, command in peers:
            r = run([*shlex.split(command), *words], env, cwd)
            if r:
                results[name].append(r)
    row, ratios, base = f"{label:34}", {}, None
    for name, _ in peers:
        if not results[name]:
            row += f" {'failed':>9} {'':>6} {'':>8} {'':>6}"
            continue
        t, m = (statistics.median(x[i] for x in results[name]) for i in (0, 1))
        base = base or (t, m)
        row += f" {t * 1000:9.1f} {t / base[0]:6.2f} {m / 1024:8.1f} {m / base[1]:6.2f}"
        ratios[name] = m / base[1]
    print(row, flush=True)
    return {n: ratios[n] for n, _ in peers[1:] if n in ratios and peers[0][0] in ratios}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pyperf")
    parser.add_argument("--programs")
    parser.add_argument("--set", choices=["language", "library", "both"], default="language")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--budget", type=float, default=0.25)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--starts", type=int, default=11, help="rounds of the short runs")
    parser.add_argument("--path", action="append", default=[], help="more folders for PYTHONPATH")
    parser.add_argument("--import", action="append", default=[], dest="imports", help="modules to import, separated by commas")
    parser.add_argument("interpreters", nargs="+")
    o = parser.parse_args()
    peers = [i.split("=", 1) for i in o.interpreters]
    print(f"{'':34}" + "".join(f" {n + ' ms':>9} {'ratio':>6} {'MB':>8} {'ratio':>6}" for n, _ in peers))
    measure("-c pass", peers, o.starts, ["-c", "pass"])
    for modules in o.imports:
        measure(f"import {modules}", peers, o.starts, ["-c", f"import {modules}"])
    if not o.programs:
        return
    names = o.only or {"language": LANGUAGE, "library": LIBRARY, "both": LANGUAGE + LIBRARY}[o.set]
    env = dict(os.environ, PYTHONPATH=os.pathsep.join([os.path.abspath(o.pyperf), *o.path]), PYTHONDONTWRITEBYTECODE="1")
    memory = {}
    for name in names:
        script = Path(o.programs) / f"bm_{name}" / "run_benchmark.py"
        words = [str(script), *ARGS.get(name, []), f"budget={o.budget}"]
        for label, ratio in measure(name, peers, o.rounds, words, env, script.parent).items():
            memory.setdefault(label, {})[name] = ratio
    for label, ratios in memory.items():
        mean = math.exp(statistics.mean(map(math.log, ratios.values())))
        worst = max(ratios, key=ratios.get)
        above = sum(r > 1.3 for r in ratios.values())
        print(f"{label}: memory {mean:.2f} times (geometric mean), most {ratios[worst]:.2f} ({worst}), {above} of {len(ratios)} above 1.3")


if __name__ == "__main__":
    sys.exit(main())
