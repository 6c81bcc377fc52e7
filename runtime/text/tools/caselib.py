"""Recorded expectations: one case a line, fields separated by tabs: function, arguments…, outcome.

An outcome is `=` and a value, or `!` and `Class: message`. In every field backslash, tab and whatever is not printable
ASCII is written `\\{hex}`. Floats are written with float.hex, bytes as hexadecimal digits.
"""
import os
import random

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "data")
# Another seed makes other cases, for a wider search than what is committed.
rnd = random.Random(int(os.environ.get("CASES_SEED", "20250314")))


def esc(s):
    return "".join(c if " " <= c <= "~" and c != "\\" else "\\{%x}" % ord(c) for c in s)


def show(v):
    if v is None:
        return "None"
    if isinstance(v, bool):
        return str(v)
    if isinstance(v, float):
        return v.hex()
    if isinstance(v, int):
        return hex(v) if abs(v) > 10**30 else str(v)
    if isinstance(v, complex):
        return v.real.hex() + "," + v.imag.hex()
    if isinstance(v, (bytes, bytearray)):
        return bytes(v).hex()
    if isinstance(v, (tuple, list)):
        return "|".join(show(x) for x in v)
    return esc(v)


class Cases:
    def __init__(self, name):
        self.path = os.path.join(HERE, name + ".txt")
        self.seen, self.lines = set(), []

    def add(self, name, *args, f):
        """Records `f(*args)` for function `name`."""
        try:
            out = "=" + show(f(*args))
        except Exception as e:
            a = e.args
            m = str(a[0]) if len(a) == 1 else str(e)
            out = "!" + type(e).__name__ + ": " + esc(m)
        self.raw(name, *args, out=out)

    def raw(self, name, *args, out):
        line = "\t".join([name] + [show(a) for a in args] + [out])
        if line not in self.seen:
            self.seen.add(line)
            self.lines.append(line)

    def save(self):
        os.makedirs(HERE, exist_ok=True)
        with open(self.path, "w", encoding="ascii") as f:
            f.write("\n".join(self.lines) + "\n")
        print(self.path.rsplit("/", 1)[1], len(self.lines), "cases", os.path.getsize(self.path) >> 10, "KiB")
