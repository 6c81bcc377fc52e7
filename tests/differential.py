#!/usr/bin/env python3
"""Differential checks of the built-in types: every method with edge arguments, under two interpreters.

    tests/differential.py --check target/release/taipan [--reference python3.14] [--type str] [--method split] [--show 5]
    tests/differential.py --surface --check target/release/taipan     method lists, signatures and docstrings
    tests/differential.py --run [--type str] [--method split]         what this interpreter does, a line a call

A line is the call and the repr of its result with the object afterwards, or the exception's type and text. Addresses
are cut out. The same arguments are given in the same order, so that the lines of two interpreters can be compared.
"""

import re
import sys

ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n

    def __repr__(self):
        return "Index(%d)" % self.n


class Hidden:
    """Has nothing but an identity."""

    def __repr__(self):
        return "Hidden()"


class Bad:
    """Whatever is asked of it, it raises."""

    def __index__(self):
        raise ZeroDivisionError("index")

    def __iter__(self):
        raise ZeroDivisionError("iter")

    def __len__(self):
        raise ZeroDivisionError("len")

    def __eq__(self, other):
        raise ZeroDivisionError("eq")

    def __hash__(self):
        raise ZeroDivisionError("hash")

    def __repr__(self):
        return "Bad()"


class SubInt(int):
    pass


class SubStr(str):
    pass


class SubList(list):
    pass


class SubDict(dict):
    pass


class SubTuple(tuple):
    pass


class SubBytes(bytes):
    pass


class SubFloat(float):
    pass


class SubSet(set):
    pass


def gen():
    yield 1
    yield 2


OBJECTS = {
    "int": [lambda: 0, lambda: 5, lambda: -7, lambda: 10**30, lambda: True, lambda: SubInt(4)],
    "float": [lambda: 0.0, lambda: -0.0, lambda: 1.5, lambda: -2.25, lambda: float("inf"), lambda: float("nan"), lambda: 1e300, lambda: SubFloat(2.5)],
    "complex": [lambda: 1j, lambda: 1.5 - 2j, lambda: complex("nan")],
    "str": [lambda: "", lambda: "hello World", lambda: "a,b,,c", lambda: "\u00e9\u00df\u0130 \u4e00\U0001F600", lambda: "  x\ty\n", lambda: "12", lambda: SubStr("sub")],
    "bytes": [lambda: b"", lambda: b"hello World", lambda: b"a,b,,c", lambda: b"\x00\xff z", lambda: SubBytes(b"sub")],
    "bytearray": [lambda: bytearray(), lambda: bytearray(b"hello"), lambda: bytearray(b"a,b")],
    "memoryview": [lambda: memoryview(b"abcdef"), lambda: memoryview(bytearray(b"xyz")), lambda: memoryview(b"abcdefgh").cast("H")],
    "list": [lambda: [], lambda: [3, 1, 2], lambda: [1, "a", None], lambda: SubList([1, 2])],
    "tuple": [lambda: (), lambda: (3, 1, 2), lambda: (1, "a"), lambda: SubTuple([1])],
    "dict": [lambda: {}, lambda: {"a": 1, "b": 2}, lambda: {1: "x", None: 2}, lambda: SubDict(a=1)],
    "set": [lambda: set(), lambda: {1, 2, 3}, lambda: SubSet([1])],
    "frozenset": [lambda: frozenset(), lambda: frozenset([1, 2])],
    "range": [lambda: range(0), lambda: range(5), lambda: range(10, 0, -3), lambda: range(10**20, 10**20 + 3)],
    "slice": [lambda: slice(None), lambda: slice(1, 5, 2), lambda: slice("a", None)],
    "NoneType": [lambda: None],
    "ellipsis": [lambda: ...],
    "NotImplementedType": [lambda: NotImplemented],
    "object": [Hidden],
    "type": [lambda: int, lambda: Index, lambda: type],
    "property": [lambda: property(len), lambda: property()],
    "staticmethod": [lambda: staticmethod(len)],
    "classmethod": [lambda: classmethod(len)],
    "generator": [gen],
    "list_iterator": [lambda: iter([1, 2])],
    "dict_keys": [lambda: {"a": 1}.keys()],
    "dict_values": [lambda: {"a": 1}.values()],
    "dict_items": [lambda: {"a": 1}.items()],
    "enumerate": [lambda: enumerate("ab")],
    "zip": [lambda: zip("ab", [1, 2])],
    "map": [lambda: map(str, [1])],
    "filter": [lambda: filter(None, [0, 1])],
    "reversed": [lambda: reversed((1, 2))],
    "mappingproxy": [lambda: type(type.__dict__)({"a": 1})],
    "cell": [lambda: (lambda x: (lambda: x).__closure__[0])(5)],
    "function": [lambda: lambda a, b=1: a],
    "builtin": [lambda: len, lambda: [].append, lambda: str.join],
    "method": [lambda: Index(1).__index__],
    "Exception": [lambda: ValueError("x", 1), lambda: KeyError("k"), lambda: OSError(2, "m", "f"), lambda: StopIteration(3), lambda: ExceptionGroup("g", [ValueError(1)]), lambda: SyntaxError("m", ("f", 1, 2, "t")), lambda: UnicodeDecodeError("utf-8", b"ab", 0, 1, "r"), lambda: ImportError("m", name="n"), lambda: AttributeError("m", name="n", obj=1)],
    "GenericAlias": [lambda: list[int], lambda: dict[str, int]],
    "Union": [lambda: int | str],
}
ONE = [
    lambda: None, lambda: True, lambda: 0, lambda: 1, lambda: -1, lambda: 3, lambda: 300, lambda: 10**30, lambda: -(10**30),
    lambda: 1.5, lambda: float("nan"), lambda: float("-inf"), lambda: 2j, lambda: "a", lambda: "", lambda: "l", lambda: "\u00e9", lambda: ",", lambda: "x,y",
    lambda: b"a", lambda: b"", lambda: b"l", lambda: bytearray(b"l"), lambda: (), lambda: (1, 2), lambda: ("a", "l"), lambda: [], lambda: [1, 2], lambda: ["a", "b"],
    lambda: [("k", 1)], lambda: [1, [2]], lambda: {}, lambda: {"a": 5}, lambda: {97: "Z"}, lambda: set(), lambda: {1}, lambda: range(3), lambda: slice(0, 2),
    lambda: slice(None, None, -1), lambda: slice(0, 9, 0), lambda: ..., lambda: int, lambda: len, lambda: Index(1), lambda: Hidden(), lambda: Bad(), lambda: memoryview(b"a"),
    lambda: SubInt(2), lambda: SubStr("a"), lambda: ValueError, lambda: ValueError("v"),
]
TWO = [lambda: None, lambda: 0, lambda: 1, lambda: -2, lambda: 10**30, lambda: 1.5, lambda: "a", lambda: "l", lambda: b"l", lambda: [], lambda: [1, 2], lambda: (1,), lambda: "", lambda: Index(2), lambda: int]
THREE = [lambda: None, lambda: 1, lambda: "a", lambda: -1, lambda: b"x"]
KEYWORDS = [{"foo": 1}, {"key": len}, {"sep": None}, {"maxsplit": 1}, {"encoding": "utf-8"}, {"errors": "x"}, {"default": 1}, {"reverse": True}, {"signed": True}, {"byteorder": "big"}, {"start": 1}, {"self": 1}]

# What depends on addresses, on hash seeds, or on how an interpreter lays things out; or does not come back.
SKIP = {
    "__sizeof__", "__dir__", "__reduce__", "__reduce_ex__", "__init_subclass__", "__subclasshook__", "__class__", "__subclasses__", "__getstate__",
    "__weakref__", "__globals__", "__builtins__", "__code__", "__basicsize__", "__itemsize__", "__dictoffset__", "__weakrefoffset__", "__flags__", "__doc__",
    "__module__", "__text_signature__", "__release_buffer__", "__buffer__", "gi_frame", "gi_code", "__setstate__", "__mro__", "mro", "__subclasscheck__", "__firstlineno__", "__static_attributes__",
    "__dict__",
}
GROWS = {"__pow__", "__rpow__", "__lshift__", "__rlshift__", "__ipow__", "__ilshift__", "__round__"}


def clean(text):
    return ADDRESS.sub("0x", text)


def shown(value):
    try:
        text = repr(value)
    except Exception as e:
        text = "<repr raised " + type(e).__name__ + ">"
    return clean(text if len(text) <= 160 else text[:160] + "~")


def attempt(name, make, method, args, keywords=None):
    target = make()
    label = name + " " + shown(target) + "." + method + "(" + ", ".join(shown(a) for a in args)
    if keywords:
        label += ", **" + repr(keywords)
    label += ")"
    try:
        bound = target if method == "call" else getattr(target, method)
        result = bound(*args, **(keywords or {}))
    except RecursionError:
        text = "!! RecursionError"
    except BaseException as e:
        text = "!! " + type(e).__name__ + " " + clean(str(e))[:200]
    else:
        if type(result).__name__ in ("list_iterator", "tuple_iterator", "zip", "str_ascii_iterator", "reversed") and method == "__iter__":
            text = "=> " + shown(list(result))
        else:
            text = "=> " + type(result).__name__ + " " + shown(result)
    if type(target) in (list, dict, set, bytearray, SubList, SubDict, SubSet):
        text += " | " + shown(target)
    print(label + " " + text)


def run(types, methods):
    names = sys.stdin.read().split() if not sys.stdin.isatty() else []
    wanted = {}
    for item in names:
        t, m = item.split("/", 1)
        wanted.setdefault(t, []).append(m)
    for name, makers in OBJECTS.items():
        if types and name not in types:
            continue
        for number, make in enumerate(makers):
            listed = wanted.get(name + ":" + str(number))
            for method in listed or sorted(dir(make())):
                if method in SKIP or methods and method not in methods:
                    continue
                if method == "__hash__" and not isinstance(make(), (int, float)):
                    continue
                member = getattr(make(), method, None)
                if not callable(member):
                    print(name, shown(make()) + "." + method, shown(member))
                    continue
                big = method in GROWS
                if big and isinstance(make(), int) and abs(make()) > 200:
                    continue
                attempt(name, make, method, [])
                for a in ONE:
                    a = a()
                    if big and isinstance(a, int) and abs(a) > 200:
                        continue
                    attempt(name, make, method, [a])
                if method.startswith("__") and method not in ("__init__", "__new__", "__pow__", "__setitem__", "__call__", "__get__", "__set__", "__format__", "__setattr__"):
                    attempt(name, make, method, [1, 2])
                    continue
                for a in TWO:
                    for b in TWO:
                        if big and 10**30 in (a(), b()):
                            continue
                        attempt(name, make, method, [a(), b()])
                for a in THREE:
                    for b in THREE:
                        for c in THREE:
                            attempt(name, make, method, [a(), b(), c()])
                attempt(name, make, method, [1, 2, 3, 4])
                attempt(name, make, method, [1, 2, 3, 4, 5, 6, 7])
                for keywords in KEYWORDS:
                    attempt(name, make, method, [], keywords)
                    attempt(name, make, method, ["a"], keywords)
    if not methods:
        constructors(types)


def constructors(types):
    for kind in (int, float, complex, str, bytes, bytearray, memoryview, list, tuple, dict, set, frozenset, range, slice, bool, object, type, property,
                 staticmethod, classmethod, enumerate, zip, map, filter, reversed, super, BaseException, ValueError, OSError, UnicodeDecodeError, SyntaxError, ExceptionGroup):
        if types and kind.__name__ not in types:
            continue
        cls = lambda: kind  # noqa: E731
        for args in ([[]] + [[a] for a in ONE] + [[a, b] for a in TWO for b in TWO] + [[a, b, c] for a in THREE for b in THREE for c in THREE] + [[TWO[1]] * 4, [TWO[1]] * 6]):
            attempt("new", cls, "call", [a() for a in args])
        for keywords in KEYWORDS + [{"object": 1}, {"source": b""}, {"x": 1}, {"iterable": []}, {"base": 2}, {"real": 1}, {"imag": 2}, {"string": "x"}, {"doc": "d"}]:
            attempt("new", cls, "call", [], keywords)
            attempt("new", cls, "call", [1], keywords)
            attempt("new", cls, "call", ["1", 2], keywords)


def surface():
    """Names, signatures and whether there is a docstring, of each built-in type and function."""
    import builtins
    import types

    found = {}
    for holder in (builtins, types):
        for name in sorted(vars(holder)):
            value = getattr(holder, name)
            if isinstance(value, type) and value.__module__ in ("builtins", "types"):
                found[value.__name__] = value
            elif type(value) is type(len):
                print("function", name, value.__text_signature__, repr(value.__doc__))
    for make in (lambda: iter([]), lambda: iter(()), lambda: iter({}), lambda: iter({}.values()), lambda: iter({}.items()), lambda: iter(set()), lambda: iter(""), lambda: iter("\u00e9"), lambda: iter(b""),
                 lambda: iter(bytearray()), lambda: iter(range(1)), lambda: iter(range(10**30, 10**30 + 1)), lambda: reversed([]), lambda: reversed({}), lambda: {}.keys(), lambda: {}.values(), lambda: {}.items(),
                 lambda: iter(int, 1), lambda: reversed(()), lambda: sys._getframe().f_locals, lambda: iter(Sequence())):
        value = type(make())
        found[value.__name__] = value
    for name in sorted(found):
        kind = found[name]
        print("type", name, "bases", [b.__name__ for b in kind.__bases__], "doc", repr(kind.__doc__), "sig", getattr(kind, "__text_signature__", None))
        for key in sorted(kind.__dict__):
            value = kind.__dict__[key]
            doc = getattr(value, "__doc__", None)
            if key in ("__doc__", "__module__"):
                continue
            print("  ", name + "." + key, type(value).__name__, getattr(value, "__text_signature__", None), repr(doc) if isinstance(doc, str) and not isinstance(value, (str, int, tuple)) else None)


class Sequence:
    def __getitem__(self, i):
        raise IndexError


def lines(command, arguments, names=""):
    import subprocess

    r = subprocess.run(command.split() + [__file__, "--run", *arguments], input=names, capture_output=True, text=True, errors="backslashreplace")
    if r.returncode:
        print(command, "ended with", r.returncode, r.stderr[-2000:])
    return r.stdout.split("\n")


def check(options):
    import difflib

    arguments = []
    for t in options.type:
        arguments += ["--type", t]
    for m in options.method:
        arguments += ["--method", m]
    if options.surface:
        arguments += ["--surface"]
    want = lines(options.reference, arguments)
    got = lines(options.check, arguments)
    if len(want) == len(got):
        pairs = [(a, b) for a, b in zip(want, got) if a != b]
    else:
        pairs, a, b = [], None, None
        for line in difflib.unified_diff(want, got, lineterm="", n=0):
            if line.startswith(("---", "+++", "@@")):
                continue
            pairs.append((line[1:], "") if line[0] == "-" else ("", line[1:]))
    shown_of = {}
    for a, b in pairs:
        line = a or b
        m = re.match(r"(\S+) .*?\.(\w+)(?:\(| )", line)
        key = (m.group(1), m.group(2)) if m else line.split(" ")[0]
        count = shown_of[key] = shown_of.get(key, 0) + 1
        if count <= options.show:
            if a:
                print("-", a[:400])
            if b:
                print("+", b[:400])
    print(len(pairs), "of", len(want), "lines differ, in", len(shown_of), "places")
    return 1 if pairs else 0


def main():
    if "--run" in sys.argv:
        arguments = sys.argv[1:]
        types = [b for a, b in zip(arguments, arguments[1:]) if a == "--type"]
        methods = [b for a, b in zip(arguments, arguments[1:]) if a == "--method"]
        if "--surface" in arguments:
            surface()
        else:
            run(types, methods)
        return 0
    import argparse

    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--check", required=True, help="the interpreter to check")
    p.add_argument("--reference", default="python3.14")
    p.add_argument("--type", action="append", default=[])
    p.add_argument("--method", action="append", default=[])
    p.add_argument("--surface", action="store_true")
    p.add_argument("--show", type=int, default=3, help="differences to show for each method")
    return check(p.parse_args())


if __name__ == "__main__":
    sys.exit(main())
