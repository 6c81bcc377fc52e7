"""What events/record.py and events/check.py share: running the driver, reading its output, expectation files."""

import subprocess
import sys
from pathlib import Path

EVENTS = Path(__file__).resolve().parent
sys.path.insert(0, str(EVENTS.parent))

import harness  # noqa: E402

EXPECTED = EVENTS / "expected"
DRIVER = EVENTS.parent.parent / "src" / "diff" / "driver.py"
PLAIN = ("plain", "-")  # the program unwatched
FULL = [("all", "start"), ("settrace", "start"), ("setprofile", "start")]  # kept as text, the others as digests


class Run:
    """The driver's output taken apart: program output and stream of each combination."""

    def __init__(self, text="", err="", code=0, timed_out=False):
        self.err, self.code, self.timed_out = err, code, timed_out
        self.outputs = {}  # (set, when) -> text
        self.heads = {}  # (set, when) -> "COUNT DIGEST"
        self.lines = {}  # (set, when) -> lines, for the full ones
        sink = []
        for line in text.splitlines(keepends=True):
            words = line.split()
            if line.startswith("=== output ") and len(words) == 4:
                sink = self.outputs.setdefault((words[2], words[3]), [])
            elif "=== stream " in line and len(words := line[line.index("=== stream ") :].split()) == 6:
                before = line[: line.index("=== stream ")]  # a program may end without a newline
                if before:
                    sink.append(before)
                self.heads[words[2], words[3]] = f"{words[4]} {words[5]}"
                sink = self.lines.setdefault((words[2], words[3]), [])
            else:
                sink.append(line)
        self.outputs = {combo: "".join(lines) for combo, lines in self.outputs.items()}
        self.lines = {combo: [line.rstrip("\n") for line in lines] for combo, lines in self.lines.items()}


def programs(filters=()):
    found = harness.find()
    return [(n, p) for n, p in found if n.startswith("events/") and (not filters or any(f in n for f in filters))]


def expectation(name):
    return EXPECTED / (name.replace("/", "-") + ".txt")


def drive(python, path, arguments, timeout, hash_seed=None):
    with subprocess.Popen(
        [*harness.command(python), str(DRIVER), path.name, *arguments],
        cwd=path.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=harness.environment(hash_seed),
    ) as process:
        timed_out = False
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            timed_out = True
    return Run(
        out.decode("utf-8", "backslashreplace"),
        harness.normalise_stderr(err.decode("utf-8", "backslashreplace")),
        process.returncode,
        timed_out,
    )


def run_all(python, path, timeout=60.0, hash_seed=None):
    full = ",".join(f"{s}/{w}" for s, w in FULL)
    return drive(python, path, ["--all-combos", "--full", full], timeout, hash_seed)


def run_one(python, path, combo, timeout=harness.TIMEOUT):
    return drive(python, path, ["--set", combo[0], "--when", combo[1]], timeout)


def write_expectation(name, run):
    out = ["=== output\n", run.outputs[PLAIN]]
    if out[-1] and not out[-1].endswith("\n"):
        out.append("\n")
    for combo in FULL:
        out.append(f"=== stream {' '.join(combo)} {run.heads[combo]}\n")
        out.extend(line + "\n" for line in run.lines[combo])
    for combo in run.heads:
        if combo not in FULL:
            out.append(f"=== stream {' '.join(combo)} {run.heads[combo]}\n")
    EXPECTED.mkdir(exist_ok=True)
    expectation(name).write_bytes("".join(out).encode("utf-8"))


def read_expectation(name):
    """A Run whose `outputs` has PLAIN alone: watching changes no output."""
    text = expectation(name).read_bytes().decode("utf-8")
    return Run(text.replace("=== output\n", "=== output plain -\n", 1))
