#!/usr/bin/env python3
"""Runs tests/programs under an interpreter and compares with the recorded expectations.

    tests/check.py --python target/release/taipan [--filter X] [-j N]

Prints a unified diff for each difference and a summary; the exit code is 1 if anything differs.
"""

import argparse
import difflib
import os
import sys
from pathlib import Path

import harness


def difference(name, kind, want, got, limit):
    lines = list(
        difflib.unified_diff(
            want.splitlines(), got.splitlines(), f"{name}{kind} expected", f"{name}{kind} got", lineterm=""
        )
    )
    if not lines:  # only the end of the last line differs
        lines = [f"--- {name}{kind}: same lines, other line endings"]
    if len(lines) > limit:
        lines[limit:] = [f"... {len(lines) - limit} more lines"]
    return "\n".join(lines)


def differences(name, want, got, limit):
    if got.timed_out:
        return [f"--- {name}: no end within {harness.TIMEOUT:.0f} s"]
    found = []
    if got.out != want.out:
        found.append(difference(name, ".out", want.out, got.out, limit))
    if got.err != want.err:
        found.append(difference(name, ".err", want.err, got.err, limit))
    if got.code != want.code:
        reason = f"signal {-got.code}" if got.code < 0 else f"code {got.code}"
        found.append(f"--- {name}: ended with {reason}, expected code {want.code}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", required=True, help="the interpreter to check, with options if any")
    parser.add_argument("--filter", action="append", default=[], help="substring of area/name; may be repeated")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--quiet", action="store_true", help="names instead of diffs")
    parser.add_argument("--lines", type=int, default=60, help="longest diff to print (lines)")
    parser.add_argument("--timeout", type=float, default=harness.TIMEOUT, help="seconds for each program")
    options = parser.parse_args()
    harness.TIMEOUT = options.timeout
    words = harness.command(options.python)
    if "/" in words[0]:  # programs run in their own folder
        words[0] = str(Path(words[0]).absolute())
        options.python = harness.shlex.join(words)

    def one(program):
        name, path = program
        got = harness.run(options.python, path, timeout=options.timeout)
        return name, differences(name, harness.expected(path), got, options.lines)

    failed = {}
    total = {}
    for name, found in harness.parallel(one, harness.find(options.filter), options.jobs):
        area = name.rsplit("/", 1)[0]
        total[area] = total.get(area, 0) + 1
        if found:
            failed.setdefault(area, []).append(name)
            print(f"FAIL {name}" if options.quiet else "\n".join(found), flush=True)
    for area in sorted(total):
        bad = len(failed.get(area, ()))
        print(f"{area:12} {total[area] - bad:4} of {total[area]:4} equal")
    bad = sum(map(len, failed.values()))
    print(f"{sum(total.values()) - bad} of {sum(total.values())} equal, {bad} differ")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
