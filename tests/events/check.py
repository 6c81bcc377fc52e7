#!/usr/bin/env python3
"""Compares the event streams under an interpreter with the recorded ones.

    tests/events/check.py --python target/release/taipan [--reference python3.14] [--filter X] [--set S] [--when W]

A stream that is recorded in full is shown as a unified diff. The others are recorded as digests: for their diff,
--reference names an interpreter that is run at once. --each runs every combination in a process of its own (slower,
but a crash or a hang costs one combination only). The exit code is 1 if anything differs.
"""

import argparse
import difflib
import os
import sys
from pathlib import Path

import streams
from streams import harness


def diff(label, want, got, limit):
    lines = list(difflib.unified_diff(want, got, f"{label} expected", f"{label} got", lineterm="", n=4))
    if len(lines) > limit:
        lines[limit:] = [f"... {len(lines) - limit} more lines"]
    return "\n".join(lines)


def end_of(run):
    if run.timed_out:
        return "no end in time"
    reason = f"signal {-run.code}" if run.code < 0 else f"code {run.code}"
    tail = "\n".join(run.err.splitlines()[-12:])
    return f"ended with {reason}\n{tail}" if run.code or tail else "ended early"


class Checker:
    def __init__(self, options):
        self.options = options

    def wanted(self, combo):
        o = self.options
        return (not o.set or combo[0] in o.set) and (not o.when or combo[1] in o.when)

    def run(self, path, combos):
        """One Run for all combinations, however many processes it takes."""
        o = self.options
        if not o.each and not o.set and not o.when:
            return streams.run_all(o.python, path, o.timeout)
        total = streams.Run()
        for combo in combos:
            run = streams.run_one(o.python, path, combo, o.timeout)
            total.outputs.update(run.outputs)
            total.heads.update(run.heads)
            total.lines.update(run.lines)
            if run.timed_out or run.code:
                total.timed_out, total.code, total.err = run.timed_out, run.code, run.err
        return total

    def check(self, program):
        """-> name, number of combinations, list of (combination, text of the difference)"""
        name, path = program
        file = streams.expectation(name)
        if not file.exists():
            return name, 0, [(("-", "-"), f"--- {name}: not recorded")]
        want = streams.read_expectation(name)
        combos = [combo for combo in want.heads if self.wanted(combo)]
        got = self.run(path, combos)
        found = []
        label = f"{name} unwatched"
        plain = got.outputs.get(streams.PLAIN, "")
        if plain != want.outputs[streams.PLAIN] and (plain or got.heads):
            expected = want.outputs[streams.PLAIN].splitlines()
            found.append((streams.PLAIN, diff(label, expected, plain.splitlines(), self.options.lines)))
        missing = [combo for combo in combos if combo not in got.heads]
        for combo in combos:
            if combo in missing:
                continue
            label = f"{name} {combo[0]}/{combo[1]}"
            if got.outputs.get(combo) != want.outputs[streams.PLAIN]:
                text = diff(
                    f"{label} output",
                    want.outputs[streams.PLAIN].splitlines(),
                    got.outputs.get(combo, "").splitlines(),
                    self.options.lines,
                )
                found.append((combo, text))
            elif got.heads[combo] != want.heads[combo]:
                found.append((combo, self.stream_difference(label, path, combo, want, got)))
        if missing:
            first = "/".join(missing[0])
            text = f"--- {name}: {len(missing)} of {len(combos)} not run, first {first}: {end_of(got)}"
            found.extend((combo, text if combo is missing[0] else None) for combo in missing)
        return name, len(combos), found

    def stream_difference(self, label, path, combo, want, got):
        limit = self.options.lines
        if combo in streams.FULL:
            return diff(label, want.lines[combo], got.lines[combo], limit)
        if self.options.reference:
            reference = streams.run_one(self.options.reference, path, combo)
            again = got
            if not got.lines.get(combo):
                again = streams.run_one(self.options.python, path, combo, self.options.timeout)
            return diff(label, reference.lines.get(combo, []), again.lines.get(combo, []), limit)
        return f"--- {label}: expected {want.heads[combo]}, got {got.heads[combo]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", required=True, help="the interpreter to check, with options if any")
    parser.add_argument("--reference", help="interpreter to run for the text of a stream recorded as a digest")
    parser.add_argument("--filter", action="append", default=[], help="substring of the name; may be repeated")
    parser.add_argument("--set", action="append", default=[], help="only this set; may be repeated")
    parser.add_argument("--when", action="append", default=[], help="only this when; may be repeated")
    parser.add_argument("--each", action="store_true", help="one process for each combination")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--lines", type=int, default=40, help="longest diff to print (lines)")
    parser.add_argument("--first", action="store_true", help="print the first difference of each program only")
    parser.add_argument("--quiet", action="store_true", help="names instead of diffs")
    parser.add_argument("--timeout", type=float, default=harness.TIMEOUT, help="seconds for each process")
    options = parser.parse_args()
    words = harness.command(options.python)
    if "/" in words[0]:
        words[0] = str(Path(words[0]).absolute())
        options.python = harness.shlex.join(words)

    total = bad = programs = bad_programs = 0
    by_set = {}
    for name, count, found in harness.parallel(Checker(options).check, streams.programs(options.filter), options.jobs):
        programs += 1
        total += count
        bad += len(found)
        bad_programs += bool(found)
        for (set_name, _), _ in found:
            by_set[set_name] = by_set.get(set_name, 0) + 1
        if options.quiet and found:
            print(f"FAIL {name}: {' '.join('/'.join(combo) for combo, _ in found)}", flush=True)
        elif found:
            texts = [text for _, text in found if text]
            print("\n".join(texts[:1] if options.first else texts), flush=True)
    for set_name in by_set:
        print(f"{set_name:18} {by_set[set_name]:4} differ")
    print(f"{programs - bad_programs} of {programs} programs, {total - bad} of {total} streams equal")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
