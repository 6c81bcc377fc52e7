#!/usr/bin/env python3
"""Records the expectations of tests/programs with a reference interpreter.

    tests/record.py --python python3.14 [--filter X]

Each program is run twice with different hash seeds; one that differs is reported and not recorded.
"""

import argparse
import os
import sys

import harness


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default="python3.14", help="the reference, with options if any")
    parser.add_argument("--filter", action="append", default=[], help="substring of area/name; may be repeated")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()

    def one(program):
        name, path = program
        return name, path, [harness.run(options.python, path, seed) for seed in (1, 4242)]

    bad = 0
    programs = harness.find(options.filter)
    for name, path, (first, second) in harness.parallel(one, programs, options.jobs):
        if first.timed_out or second.timed_out:
            print(f"{name}: no end within {harness.TIMEOUT:.0f} s")
        elif vars(first) != vars(second):
            print(f"{name}: two runs differ")
        elif first.code < 0:
            print(f"{name}: killed by signal {-first.code}")
        else:
            harness.store(path, first)
            continue
        bad += 1
    print(f"{len(programs) - bad} recorded, {bad} refused")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
