#!/usr/bin/env python3
"""Records the event streams of tests/programs/events with a reference interpreter.

    tests/events/record.py --python python3.14 [--filter X]

Each program is run twice with different hash seeds; one whose streams differ is reported and not recorded, and so is
one whose own output depends on being watched.
"""

import argparse
import os
import sys

import streams
from streams import harness


def refusal(first, second):
    for run in (first, second):
        if run.timed_out:
            return "no end in time"
        if run.code != 0:
            return f"driver ended with {run.code}: {run.err[-2000:]}"
    if len(set(first.outputs.values())) != 1:
        plain = first.outputs[next(iter(first.outputs))]
        odd = [combo for combo, text in first.outputs.items() if text != plain]
        return f"its output differs under {odd}"
    if (first.outputs, first.lines) != (second.outputs, second.lines):
        return "two runs differ in text"
    odd = [combo for combo in first.heads if first.heads[combo] != second.heads[combo]]
    if odd:
        return f"two runs differ in {odd}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default="python3.14", help="the reference, with options if any")
    parser.add_argument("--filter", action="append", default=[], help="substring of the name; may be repeated")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()

    def one(program):
        name, path = program
        return name, [streams.run_all(options.python, path, hash_seed=seed) for seed in (1, 4242)]

    programs = streams.programs(options.filter)
    bad = combos = 0
    for name, (first, second) in harness.parallel(one, programs, options.jobs):
        reason = refusal(first, second)
        if reason:
            print(f"{name}: {reason}")
            bad += 1
        else:
            streams.write_expectation(name, first)
            combos += len(first.heads)
    print(f"{len(programs) - bad} programs recorded ({combos} streams), {bad} refused")
    if not options.filter:
        known = {streams.expectation(name) for name, _ in programs}
        for file in sorted(streams.EXPECTED.glob("*.txt")):
            if file not in known:
                file.unlink()
                print(f"removed {file.name}: no such program")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
