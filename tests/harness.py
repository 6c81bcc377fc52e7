"""What record.py and check.py share: finding programs, running one, its expectation files.

Runs under any Python from 3.11 on; the interpreter being tested is another process.
"""

import os
import re
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PROGRAMS = TESTS / "programs"
TIMEOUT = 20.0

# Everything a run may depend on is fixed here, except the hash seed: no program may depend on that.
FIXED_ENVIRONMENT = {
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONUTF8": "1",
    "PYTHON_COLORS": "0",
    "PYTHONBREAKPOINT": "0",  # where an event stream may be switched on; see events/driver.py
    "NO_COLOR": "1",
    "LC_ALL": "C.UTF-8",
    "COLUMNS": "80",
}

_FILE_IN_TRACEBACK = re.compile(r'File "[^"<]*/([^"/]+)"')
_FILE_IN_WARNING = re.compile(r"^\S*/([^/\s:]+\.py):(\d+): (\w+Warning): ", re.MULTILINE)


def command(python):
    """The interpreter's command line: `--python` may carry options, as in `--python "taipan -X jit=off"`."""
    return shlex.split(python)


def environment(hash_seed=None):
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    env.update(FIXED_ENVIRONMENT)
    if hash_seed is not None:
        env["PYTHONHASHSEED"] = str(hash_seed)
    return env


def find(filters=()):
    """Programs in a fixed order; a filter is a substring of `area/name`, any of them suffices."""
    found = []
    for path in sorted(PROGRAMS.rglob("*.py")):
        name = path.relative_to(PROGRAMS).with_suffix("").as_posix()
        if any(part.startswith("_") for part in name.split("/")):
            continue  # a module that programs import
        if not filters or any(f in name for f in filters):
            found.append((name, path))
    return found


def normalise_stderr(text):
    """File paths become base names, so that an expectation holds in any checkout."""
    text = _FILE_IN_TRACEBACK.sub(r'File "\1"', text)
    return _FILE_IN_WARNING.sub(r"\1:\2: \3: ", text)


class Result:
    """What a program did: text on both streams, exit code, or that it did not end in time."""

    def __init__(self, out, err, code, timed_out=False):
        self.out, self.err, self.code, self.timed_out = out, err, code, timed_out


def run(python, path, hash_seed=None, timeout=TIMEOUT):
    with subprocess.Popen(
        [*command(python), path.name],
        cwd=path.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(hash_seed),
    ) as process:
        timed_out = False
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            timed_out = True
    return Result(
        out.decode("utf-8", "backslashreplace"),
        normalise_stderr(err.decode("utf-8", "backslashreplace")),
        process.returncode,
        timed_out,
    )


def expected(path):
    def read(suffix, default):
        file = path.with_suffix(suffix)
        return file.read_bytes().decode("utf-8") if file.exists() else default

    return Result(read(".out", ""), read(".err", ""), int(read(".code", "0")))


def store(path, result):
    """Writes what is not the default and removes what became one."""

    def write(suffix, text, default):
        file = path.with_suffix(suffix)
        if text == default:
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(text.encode("utf-8"))

    path.with_suffix(".out").write_bytes(result.out.encode("utf-8"))
    write(".err", result.err, "")
    write(".code", f"{result.code}\n", "0\n")


def parallel(function, items, jobs):
    """Results in the order of the items, as they become ready."""
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(function, items)
