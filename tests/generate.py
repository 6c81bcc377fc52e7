#!/usr/bin/env python3
"""Generates random, deterministic, terminating Python programs for differential runs.

    tests/generate.py --seed 1 --count 2000 --out /tmp/programs [--pack 50]
    tests/generate.py --seed 1 --count 2000 --check target/release/taipan [--reference python3.14]

The same seed gives the same programs, whatever Python runs this file. A program prints its results and the type and
text of each exception it catches; nothing in it depends on addresses, hash seeds, time or finalisation.

Programs come in packs: one file executes each of its programs in a fresh namespace, after a line `=== NAME`. With
--pack 1 each file is a program by itself. --check generates into a temporary folder, runs every pack under both
interpreters, compares and prints the source of the first programs that differ.

How programs stay small: functions call only functions defined before them, `tick()` at each function's entry ends a
program after a number of calls, loops have constant bounds and run over copies, and `lim` cuts what grows (a function
is also called with a str or a list where it expects an int, so `+` and `*` grow those as well).

How event streams stay the same: no generator is dropped while suspended, since collectors differ in when they close it
(loops close theirs, built-in functions get lists), and no `for` runs over a generator itself, since what CPython reports
then depends on how often that loop has run before (`Each` is between).
"""

import argparse
import os
import random
import sys
from pathlib import Path

PRELUDE = '''\
class Budget(BaseException):
    pass


class Custom(Exception):
    pass


steps = 0


def tick():
    global steps
    steps += 1
    if steps > 300:
        raise Budget


def lim(x):
    if isinstance(x, (str, list, tuple)):
        return x[:24]
    if isinstance(x, (int, float)) and not -(10**40) < x < 10**40:
        return x % 1000003
    return x


def mul(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return lim(a * b)
    return lim(lim(a) * (b % 7))


class Each:
    def __init__(self, generator):
        self.generator = generator

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.generator)


class Guard:
    def __init__(self, name, swallow):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return len(self.name)

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind.__name__ if kind else None)
        return kind is not None and issubclass(kind, self.swallow)


def attempt(f, *args):
    try:
        print(f.__name__, args, "->", f(*args))
    except Exception as e:
        print(f.__name__, args, "!!", type(e).__name__, e)

'''

PACK_TAIL = '''
for name, source in PROGRAMS:
    print("===", name, flush=True)
    try:
        exec(compile(source, name, "exec"), {"__name__": name})
    except BaseException as e:
        print("ended by", type(e).__name__, e)
'''

WORDS = ["a", "xyz", "Hello", "", "42", "3.5", "é", "end of", "-7", "Zed", "\\n", "中文"]
KEYS = ["a", "b", "c", "k1", "k2"]
EXCEPTIONS = ["ValueError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError", "AttributeError",
              "(KeyError, IndexError)", "ArithmeticError", "LookupError", "Custom", "Exception"]  # fmt: skip


class Scope:
    """The variables that are certainly bound, by type, and what the place allows."""

    def __init__(self, functions, generators, classes):
        self.variables = {t: [] for t in ("int", "float", "str", "list", "dict", "bool")}
        self.functions, self.generators, self.classes = functions, generators, classes
        self.objects = []  # (name, class)
        self.in_function = self.in_loop = self.in_generator = False
        self.counter = 0

    def inner(self):
        copy = Scope(self.functions, self.generators, self.classes)
        copy.variables = {t: names[:] for t, names in self.variables.items()}
        copy.objects = self.objects[:]
        copy.in_function, copy.in_loop, copy.in_generator = self.in_function, self.in_loop, self.in_generator
        copy.counter = self.counter
        return copy


class Maker:
    """Writes one program."""

    def __init__(self, rng):
        self.rng = rng
        self.names = 0

    def pick(self, *choices):
        return self.rng.choice(choices)

    def chance(self, p):
        return self.rng.random() < p

    def fresh(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"

    # ---- expressions

    def expression(self, kind, scope, depth):
        return getattr(self, kind + "_")(scope, depth)

    def variable(self, kind, scope):
        names = scope.variables[kind]
        return self.rng.choice(names) if names else None

    def int_literal(self):
        return str(
            self.pick(
                self.rng.randint(-9, 9),
                self.rng.randint(-300, 300),
                self.rng.randint(-300, 300),
                self.pick(2**31 - 1, -(2**31), 2**61, 2**62 - 1, 2**63, -(2**63), 2**64 + 1, 10**18),
            )
        )

    def int_(self, scope, depth):
        name = self.variable("int", scope)
        if depth <= 0 or self.chance(0.2):
            return name if name and self.chance(0.75) else self.int_literal()
        r = self.rng.randrange(24)
        a = lambda kind="int": self.expression(kind, scope, depth - 1)  # noqa: E731
        if r < 6:
            return f"({a()} {self.pick('+', '-', '+', '-', '&', '|', '^')} {a()})"
        if r < 8:
            return f"mul({a()}, {a()})" if self.chance(0.5) else f"lim({a()} * {self.rng.randint(-3, 9)})"
        if r < 10:
            return f"({a()} {self.pick('//', '%')} {a()})"
        if r == 10:
            return f"lim({a()} << ({a()} & 15))" if self.chance(0.5) else f"({a()} >> ({a()} & 7))"
        if r == 11:
            return f"len({a(self.pick('str', 'list', 'dict'))})"
        if r == 12:
            return f"{self.pick('sum', 'min', 'max')}({a('list')})"
        if r == 13:
            return f"({a()} if {a('bool')} else {a()})"
        if r == 14:
            return f"{a('list')}[{self.pick(self.int_literal(), '0', '-1', a())}]"
        if r == 15:
            return f"{a('dict')}[{self.pick(*KEYS)!r}]" if self.chance(0.4) else f"{a('dict')}.get({self.pick(*KEYS)!r}, {a()})"
        if r == 16:
            return f"{self.pick('abs', '-', '~', 'int', 'round')}({a()})"
        if r == 17 and scope.functions:
            f, arity = self.rng.choice(scope.functions)
            return f"{f}({', '.join(a(self.pick('int', 'int', 'int', 'float')) for _ in range(arity))})"
        if r == 18 and scope.objects:
            name, cls = self.rng.choice(scope.objects)
            return f"{name}.{self.pick(*cls['attributes'])}" if self.chance(0.4) else f"{name}.{self.pick(*cls['methods'])}({a()})"
        if r == 19:
            v = self.fresh("i")
            inner = scope.inner()
            inner.variables["int"].append(v)
            body = self.expression("int", inner, depth - 2)
            return f"sum(list({body} for {v} in {a('list')}))"
        if r == 20:
            return f"{a('str')}.{self.pick('count', 'find')}({self.pick(*WORDS[:4])!r})"
        if r == 21:
            return f"int({a('str')})" if self.chance(0.4) else f"int({a('float')})"
        if r == 22 and scope.generators:
            return f"sum(list({self.rng.choice(scope.generators)}({a()})))"
        if r == 23:
            return f"(lambda {(v := self.fresh('v'))}: {v} + {a()})({a()})"
        return f"({a()} - {a()})"

    def float_(self, scope, depth):
        name = self.variable("float", scope)
        if depth <= 0 or self.chance(0.25):
            if name and self.chance(0.7):
                return name
            return repr(self.pick(0.5, -1.25, 3.75, 100.0, 1e-3, -0.0, 2.5e10, 0.1, round(self.rng.uniform(-50, 50), 3)))
        a = lambda kind="float": self.expression(kind, scope, depth - 1)  # noqa: E731
        r = self.rng.randrange(9)
        if r < 3:
            return f"({a()} {self.pick('+', '-', '*')} {a(self.pick('int', 'float'))})"
        if r < 5:
            return f"({a(self.pick('int', 'float'))} / {a(self.pick('int', 'float'))})"
        if r == 5:
            return f"({a()} {self.pick('//', '%')} {a()})"
        if r == 6:
            return f"round({a()}, {self.rng.randint(0, 4)})"
        if r == 7:
            return f"{self.pick('abs', 'float', '-')}({a()})"
        return f"({a()} if {a('bool')} else {a()})"

    def str_(self, scope, depth):
        name = self.variable("str", scope)
        if depth <= 0 or self.chance(0.25):
            return name if name and self.chance(0.7) else '"' + self.pick(*WORDS) + '"'
        a = lambda kind="str": self.expression(kind, scope, depth - 1)  # noqa: E731
        r = self.rng.randrange(13)
        if r < 2:
            return f"lim({a()} + {a()})"
        if r == 2:
            return f"lim({a()} * ({a('int')} & 3))"
        if r == 3:
            return f"str({a(self.pick('int', 'float', 'list', 'bool'))})"
        if r == 4:
            return f"{a()}[{self.pick('1:', ':3', '::-1', '-2:', '::2', '1:4')}]"
        if r == 5:
            return f"{a()}.{self.pick('upper()', 'lower()', 'title()', 'strip()', 'swapcase()', 'zfill(5)')}"
        if r == 6:
            spec = self.pick("", ":5", ":<4", ":>+6", ":x", ":04d", "!r", ":,")
            value = self.variable("int", scope) or self.int_literal()
            return f'f"[{{{value}{spec}}}]"'
        if r == 7:
            return f'"{self.pick(",", "-", "", ", ")}".join(str({(v := self.fresh("e"))}) for {v} in {a("list")})'
        if r == 8:
            return f"lim({a()}.replace({self.pick(*WORDS[:4])!r}, {self.pick(*WORDS[:3])!r}))"
        if r == 9:
            return f'"{self.pick("%d", "%5d", "%s", "%r", "%x", "%+d")}" % ({a("int")},)'
        if r == 10:
            return f"{a()}[{self.pick('0', '-1', '5', a('int'))}]"
        if r == 11:
            return f"({a()} if {a('bool')} else {a()})"
        return f"lim({self.pick('repr', 'str')}({a()}))"

    def list_(self, scope, depth):
        name = self.variable("list", scope)
        if depth <= 0 or self.chance(0.25):
            if name and self.chance(0.75):
                return name
            return "[" + ", ".join(self.int_literal() for _ in range(self.rng.randint(0, 4))) + "]"
        a = lambda kind="list": self.expression(kind, scope, depth - 1)  # noqa: E731
        r = self.rng.randrange(14)
        if r < 2:
            return "[" + ", ".join(a("int") for _ in range(self.rng.randint(1, 4))) + "]"
        if r < 5:
            v = self.fresh("x")
            inner = scope.inner()
            inner.variables["int"].append(v)
            body = self.expression("int", inner, depth - 1)
            test = f" if {self.expression('bool', inner, depth - 2)}" if self.chance(0.4) else ""
            source = self.pick(f"range({self.rng.randint(0, 6)})", f"{a()}[:6]")
            return f"[{body} for {v} in {source}{test}]"
        if r == 5:
            return f"{a()}[{self.pick('1:', ':2', '::-1', '-3:', '::2', ':')}]"
        if r == 6:
            return f"sorted({a()}{self.pick('', ', reverse=True', ', key=lambda q: -q', ', key=abs')})"
        if r == 7:
            return f"lim({a()} + {a()})"
        if r == 8:
            return f"list(range({self.rng.randint(-3, 3)}, {self.rng.randint(0, 9)}, {self.pick(1, 2, 3, -1)}))"
        if r == 9:
            return f"[*{a()}[:5], {a('int')}]"
        if r == 10:
            return f"list({self.pick('reversed', 'tuple', 'iter')}({a()}))"
        if r == 11:
            v = self.fresh("m")
            return f"list({self.pick('map', 'filter')}(lambda {v}: {v} {self.pick('+', '-', '%', '//')} {a('int')}, {a()}))"
        if r == 12 and scope.generators:
            return f"list({self.rng.choice(scope.generators)}({a('int')}))"
        return f"sorted(set({a()}))" if self.chance(0.5) else f"list({a('dict')}.values())"

    def dict_(self, scope, depth):
        name = self.variable("dict", scope)
        if depth <= 0 or self.chance(0.3):
            if name and self.chance(0.75):
                return name
            return "{" + ", ".join(f"{k!r}: {self.int_literal()}" for k in self.rng.sample(KEYS, self.rng.randint(0, 3))) + "}"
        a = lambda kind="dict": self.expression(kind, scope, depth - 1)  # noqa: E731
        r = self.rng.randrange(4)
        if r == 0:
            return "{" + ", ".join(f"{k!r}: {a('int')}" for k in self.rng.sample(KEYS, self.rng.randint(1, 3))) + "}"
        if r == 1:
            v = self.fresh("n")
            inner = scope.inner()
            inner.variables["int"].append(v)
            return f"{{str({v}): {self.expression('int', inner, depth - 1)} for {v} in {a('list')}[:5]}}"
        if r == 2:
            return f"({a()} | {a()})"
        return f"{{**{a()}, {self.pick(*KEYS)!r}: {a('int')}}}"

    def bool_(self, scope, depth):
        name = self.variable("bool", scope)
        if depth <= 0:
            return name if name and self.chance(0.6) else self.pick("True", "False")
        a = lambda kind="int": self.expression(kind, scope, depth - 1)  # noqa: E731
        compare = self.pick("<", "<=", ">", ">=", "==", "!=")
        r = self.rng.randrange(11)
        if r < 4:
            return f"({a(self.pick('int', 'float'))} {compare} {a()})"
        if r == 4:
            return f"({a()} {self.pick('<', '<=', '==')} {a()} {self.pick('<', '!=', '>=')} {a()})"
        if r == 5:
            return f"({a('bool')} {self.pick('and', 'or')} {a('bool')})"
        if r == 6:
            return f"(not {a('bool')})"
        if r == 7:
            return f"({a()} {self.pick('in', 'not in')} {a('list')})"
        if r == 8:
            return f"({a('str')} {compare} {a('str')})"
        if r == 9:
            return f"isinstance({a(self.pick('int', 'float', 'str'))}, {self.pick('int', 'str', '(int, float)')})"
        return f"({self.pick(*KEYS)!r} in {a('dict')})" if self.chance(0.5) else f"bool({a(self.pick('list', 'int', 'str'))})"

    # ---- statements: each returns lines, indented for its own level

    def block(self, scope, depth, size):
        lines = []
        for _ in range(size):
            lines.extend(self.statement(scope, depth))
        return lines or ["pass"]

    def indented(self, lines):
        return ["    " + line for line in lines]

    def body(self, scope, depth, size=None):
        return self.indented(self.block(scope.inner(), depth, size or self.rng.randint(1, 3)))

    def kind(self):
        return self.pick("int", "int", "int", "float", "str", "list", "list", "dict", "bool")

    def assign(self, scope, kind, depth=2):
        value = self.expression(kind, scope, depth)
        names = scope.variables[kind]
        if names and self.chance(0.4):
            name = self.rng.choice(names)
        else:
            name = self.fresh(kind[0])
            names.append(name)
        return [f"{name} = lim({value})" if scope.in_loop and kind == "int" else f"{name} = {value}"]

    def statement(self, scope, depth):
        r = self.rng.randrange(26)
        e = lambda kind, d=2: self.expression(kind, scope, d)  # noqa: E731
        if r < 5 or depth <= 0 and r < 14:
            return self.assign(scope, self.kind())
        if r < 7:
            return [f"print({', '.join(e(self.kind()) for _ in range(self.rng.randint(1, 3)))})"]
        if r < 9:
            kind = self.pick("int", "int", "float", "list", "str")
            name = self.variable(kind, scope)
            if name is None:
                return self.assign(scope, kind)
            if kind == "int":
                lines = [f"{name} {self.pick('+=', '-=', '^=', '//=', '%=', '|=')} {e('int', 2)}"]
                return [*lines, f"{name} = lim({name})"] if scope.in_loop else lines
            if kind == "float":
                return [f"{name} {self.pick('+=', '-=', '*=', '/=')} {e('int', 1)}"]
            return [f"{name} += {e(kind, 2)}", f"{name} = lim({name})"]
        if depth <= 0:
            return [f"print({e(self.kind())})"]
        if r < 12:
            lines = [f"if {e('bool')}:", *self.body(scope, depth - 1)]
            if self.chance(0.3):
                lines += [f"elif {e('bool')}:", *self.body(scope, depth - 1)]
            if self.chance(0.5):
                lines += ["else:", *self.body(scope, depth - 1)]
            return lines
        if r < 15:
            return self.for_loop(scope, depth)
        if r == 15:
            return self.while_loop(scope, depth)
        if r < 19:
            return self.try_statement(scope, depth)
        if r == 19:
            inner = scope.inner()
            name = self.fresh("w")
            inner.variables["int"].append(name)
            guard = f"Guard({self.pick(*KEYS)!r}, {self.pick(*EXCEPTIONS)})"
            return [f"with {guard} as {name}:", *self.body(inner, depth - 1)]
        if r == 20:
            return self.match_statement(scope, depth)
        if r == 21:
            return self.container_statement(scope)
        if r == 22 and scope.classes:
            cls = self.rng.choice(scope.classes)
            name = self.fresh("o")
            scope.objects.append((name, cls))
            return [f"{name} = {cls['name']}({e('int')}, {e('int')})", f"print({name})"]
        if r == 23:
            if scope.in_loop and self.chance(0.6):
                return [f"if {e('bool', 2)}:", f"    {self.pick('break', 'continue')}"]
            if scope.in_function and not scope.in_generator and self.chance(0.5):
                return [f"if {e('bool', 2)}:", f"    return {e('int', 2)}"]
            return [f"if {e('bool', 2)}:", f"    raise {self.pick('ValueError', 'Custom', 'KeyError')}({e('int', 1)})"]
        if r == 24 and scope.in_function:
            return self.closure(scope, depth)
        if r == 25:
            first, second = self.fresh("i"), self.fresh("i")
            scope_lines = self.pick(
                [f"{first}, {second} = {e('int', 2)}, {e('int', 2)}"],
                [f"{first}, {second} = {e('list', 2)}"],
                [f"{first} = {second} = {e('int', 2)}"],
                [f"({first}, *_), {second} = {e('list', 2)}, {e('int', 2)}"],
            )
            scope.variables["int"] += [first, second]
            return scope_lines
        return [f"assert {e('bool')}, {e('str', 1)}"] if self.chance(0.3) else [f"print({e('list')})"]

    def for_loop(self, scope, depth):
        inner = scope.inner()
        inner.in_loop = True
        v = self.fresh("i")
        inner.variables["int"].append(v)
        r = self.rng.randrange(6)
        before = []
        e = lambda kind: self.expression(kind, scope, 2)  # noqa: E731
        if r < 2:
            head = f"for {v} in range({self.rng.randint(1, 8)}):"
        elif r == 2:
            head = f"for {v} in {e('list')}[:6]:"
        elif r == 3:
            w = self.fresh("i")
            inner.variables["int"].append(w)
            head = f"for {v}, {w} in enumerate({e('list')}[:5]):"
        elif r == 4:
            w = self.fresh("s")
            inner.variables["str"].append(w)
            head = f"for {w}, {v} in list({e('dict')}.items())[:5]:"
        elif scope.generators:
            g = self.fresh("g")
            before = [f"{g} = {self.rng.choice(scope.generators)}({e('int')})", "try:"]
            head = f"for {v} in Each({g}):"
        else:
            head = f"for {v} in sorted({e('list')})[:4]:"
        lines = [head, *self.indented(self.block(inner, depth - 1, self.rng.randint(1, 3)))]
        if self.chance(0.2):
            lines += ["else:", *self.body(scope, depth - 1, 1)]
        if before:
            lines = [*before, *self.indented(lines), "finally:", f"    {g}.close()"]
        return lines

    def while_loop(self, scope, depth):
        inner = scope.inner()
        inner.in_loop = True
        n = self.fresh("n")  # not among the variables: nothing else may assign to it
        test = f"{n} > 0" + (f" and {self.expression('bool', scope, 2)}" if self.chance(0.4) else "")
        body = [f"{n} -= 1", *self.block(inner, depth - 1, self.rng.randint(1, 3))]
        lines = [f"{n} = {self.rng.randint(1, 7)}", f"while {test}:", *self.indented(body)]
        if self.chance(0.2):
            lines += ["else:", *self.body(scope, depth - 1, 1)]
        return lines

    def try_statement(self, scope, depth):
        lines = ["try:", *self.body(scope, depth - 1)]
        for handler in self.rng.sample(EXCEPTIONS[:-1], self.rng.randint(0, 2)) + ["Exception"] * self.chance(0.6):
            name = self.fresh("e")
            lines += [f"except {handler} as {name}:", f"    print('caught', type({name}).__name__, {name})"]
            if self.chance(0.3):
                lines += self.body(scope, depth - 1, 1)
            if self.chance(0.1):
                lines.append("    raise")
        has_handlers = any(line.startswith("except") for line in lines)
        if has_handlers and self.chance(0.3):
            lines += ["else:", *self.body(scope, depth - 1, 1)]
        if not has_handlers or self.chance(0.35):
            inner = scope.inner()
            inner.in_loop = False  # no break or continue out of a finally block: they warn
            inner.in_function = False
            lines += ["finally:", *self.indented(self.block(inner, depth - 1, 1))]
        return lines

    def match_statement(self, scope, depth):
        v = self.fresh("i")
        subject = self.expression(self.pick("int", "list", "str"), scope, 2)
        inner = scope.inner()
        inner.variables["int"].append(v)
        cases = [
            f"case {self.rng.randint(-3, 9)}:",
            f"case {self.rng.randint(0, 5)} | {self.rng.randint(6, 9)}:",
            f"case [{self.rng.randint(0, 3)}, *_]:",
            'case "" | "a" | "42":',
            "case []:",
            "case str():",
            "case bool():",
        ]
        lines = [f"match {subject}:"]
        for case in self.rng.sample(cases, self.rng.randint(1, 3)):
            lines += ["    " + case, *self.indented(self.body(scope, depth - 1, 1))]
        lines += [f"    case int({v}) if {v} > 10:", *self.indented(self.indented(self.block(inner.inner(), depth - 1, 1)))]
        other = self.fresh("z")
        lines += [f"    case {other}:", f"        print('other', {other})"]
        return lines

    def container_statement(self, scope):
        name = self.variable("list", scope)
        if name is None or self.chance(0.4):
            d = self.variable("dict", scope)
            if d is None:
                return self.assign(scope, "dict")
            key = repr(self.pick(*KEYS))
            return self.pick(
                [f"{d}[{key}] = {self.expression('int', scope, 2)}"],
                [f"{d}[{key}] += {self.expression('int', scope, 1)}", f"{d}[{key}] = lim({d}[{key}])"],
                [f"del {d}[{key}]"],
                [f"print({d}.pop({key}, None), {d})"],
                [f"print({d}.setdefault({key}, {self.expression('int', scope, 1)}))"],
                [f"{d}.update({self.expression('dict', scope, 1)})"],
            )
        value = self.expression("int", scope, 2)
        return self.pick(
            [f"{name}.append({value})"],
            [f"{name}.insert({self.rng.randint(-2, 3)}, {value})"],
            [f"{name}[{self.rng.randint(-2, 2)}] = {value}"],
            [f"print({name}.pop())"],
            [f"del {name}[{self.rng.randint(-1, 2)}]"],
            [f"{name}.sort()"],
            [f"{name}.reverse()"],
            [f"{name}.remove({value})"],
            [f"{name}[1:2] = {self.expression('list', scope, 1)}[:4]"],
            [f"{name}[0] += {value}", f"{name}[0] = lim({name}[0])"],
            [f"print({name}.index({value}))"],
        )

    def closure(self, scope, depth):
        f, p, n = self.fresh("inner"), self.fresh("i"), self.fresh("cell")
        inner = scope.inner()
        inner.in_loop = inner.in_generator = False
        inner.variables["int"] += [p, n]
        lines = [f"{n} = {self.expression('int', scope, 2)}", f"def {f}({p}, k={self.expression('int', scope, 1)}):"]
        body = [f"nonlocal {n}", "tick()", f"{n} = lim({n} + {p})"] if self.chance(0.6) else ["tick()"]
        # every name the body assigns is local to it: only reads may reach the enclosing function
        reads = self.expression("int", inner, 3)
        body.append(f"return {reads} + k")
        lines += self.indented(body)
        scope.functions = [*scope.functions, (f, 1)]
        lines.append(f"print({f}({self.expression('int', scope, 1)}), {n})")
        return lines

    # ---- definitions

    def function(self, functions, generators, classes):
        name, arity = self.fresh("f"), self.rng.randint(1, 3)
        scope = Scope(functions[:], generators, classes)
        scope.in_function = True
        parameters = [self.fresh("p") for _ in range(arity)]
        scope.variables["int"] += parameters
        lines = [f"def {name}({', '.join(parameters)}):", "    tick()"]
        lines += self.indented(self.block(scope, 2, self.rng.randint(2, 4)))
        lines.append(f"    return {self.expression('int', scope, 3)}")
        functions.append((name, arity))
        return lines

    def recursive(self, functions):
        name = self.fresh("r")
        scope = Scope([], [], [])
        scope.variables["int"] += ["n", "acc"]
        lines = [
            f"def {name}(n, acc):",
            "    tick()",
            "    if not isinstance(n, int) or n <= 0:",
            f"        return {self.expression('int', scope, 2)}",
            f"    acc = lim({self.expression('int', scope, 2)})",
            f"    return {name}(min(n, 6) - 1, acc) {self.pick('+', '-', '^')} {self.expression('int', scope, 1)}",
        ]
        functions.append((name, 2))
        return lines

    def generator(self, functions, generators, classes):
        name = self.fresh("g")
        scope = Scope(functions, [], classes)
        scope.in_function = scope.in_generator = True
        scope.variables["int"] += ["n", "k"]
        inner = scope.inner()
        inner.in_loop = True
        lines = [f"def {name}(n):", "    tick()", "    k = 0", f"    for k in range({self.rng.randint(1, 5)}):"]
        lines += self.indented(self.indented(self.block(inner, 1, self.rng.randint(0, 2))))
        lines.append(f"        yield {self.expression('int', inner, 2)}")
        if self.chance(0.4):
            lines.append(f"    yield from {self.expression('list', scope, 2)}[:4]")
        if self.chance(0.3):
            lines += ["    try:", f"        yield {self.expression('int', scope, 2)}", "    finally:", "        print('generator ends')"]
        generators.append(name)
        return lines

    def class_(self, functions, generators, classes):
        name = self.fresh("C")
        base = self.rng.choice(classes) if classes and self.chance(0.4) else None
        attributes, methods = (base["attributes"][:], base["methods"][:]) if base else (["a", "b"], [])
        lines = [f"class {name}({base['name']}):" if base else f"class {name}:"]
        if self.chance(0.3) and not base:
            lines.append('    __slots__ = ("a", "b", "c")')
        scope = Scope(functions, generators, [])
        scope.in_function = True
        scope.variables["int"] += ["self.a", "self.b", "x"]
        e = lambda kind="int", d=2: self.expression(kind, scope, d)  # noqa: E731
        if not base:
            lines += ["    def __init__(self, a, b):", "        tick()", "        self.a, self.b = a, b", ""]
            lines += ["    def __repr__(self):", f'        return f"{{type(self).__name__}}({{self.a!r}}, {{self.b!r}})"', ""]
        elif self.chance(0.5):
            lines += ["    def __init__(self, a, b):", f"        super().__init__(b, lim(a + {self.int_literal()}))", ""]
        for _ in range(self.rng.randint(1, 2)):
            if base and base["methods"] and self.chance(0.4):
                m = self.rng.choice(base["methods"])
                lines += [f"    def {m}(self, x):", "        tick()", f"        return super().{m}(x) + {e()}", ""]
            else:
                m = self.fresh("m")
                methods.append(m)
                lines += [f"    def {m}(self, x):", "        tick()"]
                lines += self.indented(self.indented(self.block(scope.inner(), 1, self.rng.randint(0, 2)))) if self.chance(0.5) else []
                lines += [f"        self.{self.pick('a', 'b')} = lim({e()})", f"        return {e()}", ""]
        if self.chance(0.5):
            p = self.fresh("prop")
            attributes.append(p)
            lines += ["    @property", f"    def {p}(self):", f"        return {e()}", ""]
        operator = self.pick("add", "sub", "mul", "lt", "eq", "getitem", "contains", "call", "len", "bool")
        if operator in ("len", "bool"):
            lines += [f"    def __{operator}__(self):", f"        return {e('int' if operator == 'len' else 'bool')}", ""]
        else:
            lines += [f"    def __{operator}__(self, x):", "        tick()", f"        return {e('bool' if operator in ('lt', 'eq', 'contains') else 'int')}", ""]
        if lines[-1] == "":
            lines.pop()
        made = {"name": name, "attributes": attributes, "methods": methods or ["__repr__"]}
        classes.append(made)
        return lines

    def program(self):
        functions, generators, classes = [], [], []
        lines = []
        for _ in range(self.rng.randint(3, 6)):
            r = self.rng.randrange(10)
            if r < 5:
                lines += self.function(functions, generators, classes)
            elif r == 5:
                lines += self.recursive(functions)
            elif r < 8:
                lines += self.generator(functions, generators, classes)
            else:
                lines += self.class_(functions, generators, classes)
            lines += ["", ""]
        if not functions:
            lines += [*self.function(functions, generators, classes), "", ""]
        scope = Scope(functions, generators, classes)
        for name, arity in functions:
            for values in (
                ["1", "2", "3"],
                [self.int_literal() for _ in range(3)],
                [self.pick("0", "-1", "2.5", "True", "'s'", "None", "[1]", "10**25") for _ in range(3)],
            ):
                lines.append(f"attempt({', '.join([name, *values[:arity]])})")
        for cls in classes:
            lines.append("try:")
            lines.append(f"    o = {cls['name']}({self.int_literal()}, {self.int_literal()})")
            lines += [f"    print(o.{m}({self.int_literal()}), o)" for m in cls["methods"] if m != "__repr__"]
            test = self.pick("o + 1", "o - 1", "o * 2", "o < 3", "o == 4", "o[0]", "1 in o", "o(2)", "len(o)", "bool(o)", "o.zzz")
            lines += [f"    print({test})", "except Exception as e:", "    print(type(e).__name__, e)"]
        for name in generators:
            lines += ["try:", f"    for v in Each({name}({self.int_literal()})):", "        print(v)"]
            lines += ["except Exception as e:", "    print(type(e).__name__, e)"]
        lines += ["try:", *self.indented(self.block(scope, 2, self.rng.randint(3, 5)))]
        lines += ["except Exception as e:", "    print('main', type(e).__name__, e)"]
        return PRELUDE + "\n" + "\n".join(lines) + "\n"


def generate(seed, count):
    """(name, source) for each program."""
    made = []
    for number in range(count):
        name = f"g{seed}_{number}"
        source = Maker(random.Random(f"taipan {seed} {number}")).program()
        compile(source, name, "exec")  # a program that does not compile is a bug here
        made.append((name, source))
    return made


def write(programs, out, pack):
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for start in range(0, len(programs), pack):
        group = programs[start : start + pack]
        file = out / f"{group[0][0]}.py"
        if pack == 1:
            file.write_text(group[0][1], encoding="utf-8")
        else:
            parts = ["PROGRAMS = [\n"]
            parts += [f"({name!r}, {source!r}),\n" for name, source in group]
            file.write_text("".join(parts) + "]\n" + PACK_TAIL, encoding="utf-8")
        files.append(file)
    return files


def run(python, file, timeout, hash_seed):
    import subprocess

    import harness

    words = harness.command(python)
    try:
        done = subprocess.run(
            [*words, str(file)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            env=harness.environment(hash_seed),
        )
    except subprocess.TimeoutExpired as e:
        return (e.stdout or b"").decode("utf-8", "replace") + "\nTIMEOUT"
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        text += f"\nEXIT {done.returncode} {done.stderr.decode('utf-8', 'replace')[-2000:]}"
    return text


def split(text):
    found, name = {}, None
    for line in text.split("\n"):
        if line.startswith("=== g"):
            name = line[4:]
            found[name] = []
        elif name is not None:
            found[name].append(line)
    return found


def check(programs, options):
    """The number of programs that differ."""
    import difflib
    import tempfile
    from concurrent.futures import ThreadPoolExecutor

    sources = dict(programs)
    differ = 0
    with tempfile.TemporaryDirectory() as folder:
        files = write(programs, Path(folder), max(2, options.pack))

        def both(file):
            return (
                run(options.reference, file, options.timeout, 1),
                run(options.check, file, options.timeout, options.hash_seed),
            )

        with ThreadPoolExecutor(options.jobs) as pool:
            for want, got in pool.map(both, files):
                if want == got:
                    continue
                want, got = split(want), split(got)
                for name in want:
                    if want[name] == got.get(name):
                        continue
                    differ += 1
                    if differ <= options.show:
                        print(f"--- {name} differs (seed {options.seed})")
                        print(sources[name])
                        lines = difflib.unified_diff(want[name], got.get(name, ["not run"]), "expected", "got", lineterm="")
                        print("\n".join(list(lines)[:60]))
    print(f"{len(programs) - differ} of {len(programs)} programs equal")
    return differ


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--pack", type=int, default=50, help="programs in one file")
    parser.add_argument("--out", type=Path, help="folder to write to")
    parser.add_argument("--check", metavar="PYTHON", help="run under this interpreter and compare with --reference")
    parser.add_argument("--reference", default="python3.14")
    parser.add_argument("--hash-seed", type=int, default=4242, help="hash seed of the checked side (the reference has 1)")
    parser.add_argument("--show", type=int, default=3, help="how many differing programs to print")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds for a pack")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    programs = generate(options.seed, options.count)
    if options.out:
        files = write(programs, options.out, options.pack)
        print(f"{len(programs)} programs in {len(files)} files")
    if options.check:
        return 1 if check(programs, options) else 0
    if not options.out:
        parser.error("nothing to do: give --out or --check")
    return 0


if __name__ == "__main__":
    sys.exit(main())
