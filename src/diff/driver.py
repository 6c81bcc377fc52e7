"""Runs a program under observation and prints the stream of events as text.

    python driver.py PROGRAM --set SET --when WHEN [--out FILE]
    python driver.py PROGRAM --combos SET/WHEN,SET/WHEN... [--full SET/WHEN,SET/WHEN...] [--out FILE]
    python driver.py PROGRAM --all-combos [--full SET/WHEN,SET/WHEN...] [--out FILE]
    python driver.py PROGRAM --lines [--out FILE]
    python driver.py --list

This file runs under the interpreter being tested, so it is plain Python that imports only `sys`.
The program is compiled afresh for every combination and executed in a new namespace.

WHEN: `start` (on before the program's first instruction), `callee` (on at the program's first call of
`breakpoint()`, which sits in some callee), `toggle` (every call of `breakpoint()` switches: on, off, on ...),
`print:N` (on at the N-th print of any program, which then calls a Python function instead of the builtin),
`event:N` (on at the N-th LINE event, which a tool of its own counts until then). `+M` behind any of them: off again
after M lines of the stream.

Output: `=== output plain -` and what the program prints unwatched; then for each combination `=== output SET WHEN`, what the program printed, `=== stream SET WHEN LINES DIGEST`, the lines of the
stream (with --all-combos and --combos only for the combinations named by --full). With --out the streams go to that file instead.
With --lines the program runs once, and `=== lines N` says how many LINE events it has.
"""

import sys

monitoring = sys.monitoring
events = monitoring.events
DISABLE = monitoring.DISABLE
MISSING = monitoring.MISSING
HERE = sys._getframe().f_code.co_filename
REAL_PRINT = print


def foreign(code):
    """Code that is never reported: this file, the library and the import machinery, which may be native elsewhere."""
    name = code.co_filename
    return name == HERE or "/" in name or name.startswith("<frozen ")


SINGLE = {
    "PY_START": ["PY_START"],
    "PY_RESUME": ["PY_RESUME"],
    "PY_RETURN": ["PY_RETURN"],
    "PY_YIELD": ["PY_YIELD"],
    "CALL": ["CALL", "C_RETURN", "C_RAISE"],
    "LINE": ["LINE"],
    "INSTRUCTION": ["INSTRUCTION"],
    "JUMP": ["JUMP"],
    "BRANCH": ["BRANCH_LEFT", "BRANCH_RIGHT"],
    "STOP_ITERATION": ["STOP_ITERATION"],
    "EXCEPTIONS": ["RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE"],
}
LOCAL = ["PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "JUMP", "BRANCH_LEFT", "BRANCH_RIGHT", "STOP_ITERATION"]
# Not with INSTRUCTION: CPython then gives the branch events another offset (docs/observation-differences.md).
BRANCHES = SINGLE["BRANCH"]
ALL = LOCAL + ["C_RETURN", "C_RAISE"] + SINGLE["EXCEPTIONS"]

SETS = list(SINGLE) + [
    "all",  # every event but INSTRUCTION
    "all-instructions",  # every event but the branches
    "two-tools",  # two tools with overlapping sets, for the order between them
    "disable",  # callbacks of local events return DISABLE
    "disable-restart",  # the same, and `breakpoint()` calls restart_events
    "local",  # every second code object has local events, PY_RETURN is global
    "settrace",
    "settrace-callers",  # f_trace is set on all callers as well, as debuggers do
    "settrace-opcodes",
    "setprofile",
    "everything",  # settrace, setprofile and monitoring at once
]
WHENS = ["start", "callee", "toggle"]


# ---- values as text: no addresses, no call of the program's own methods


def show(value):
    kind = type(value)
    if value is None or kind is bool or kind is int or kind is float or kind is complex:
        text = repr(value)
        return text if len(text) <= 40 else text[:40] + "~"
    if kind is str or kind is bytes:
        return repr(value) if len(value) <= 30 else repr(value[:30]) + "~"
    if kind is tuple or kind is list or kind is dict or kind is set or kind is frozenset:
        return kind.__name__ + "/" + str(len(value))
    if value is MISSING:
        return "MISSING"
    if isinstance(value, BaseException):
        return show_exception(value)
    if isinstance(value, type):
        return "type:" + value.__name__
    return show_callable(value)


NAMED = ("function", "builtin_function_or_method", "method_descriptor", "wrapper_descriptor", "method-wrapper",
         "classmethod_descriptor", "generator", "coroutine", "async_generator")


def show_callable(value):
    if isinstance(value, type):
        return "type:" + value.__name__
    kind = type(value).__name__
    if kind in NAMED:
        return kind + ":" + value.__qualname__
    if kind == "method":
        return "method:" + value.__func__.__qualname__ if type(value.__func__).__name__ == "function" else "method"
    return "<" + kind + ">"


def show_exception(value):
    parts = []
    args = BaseException.args.__get__(value)
    for item in args:
        parts.append(show(item) if not isinstance(item, BaseException) else type(item).__name__)
    return type(value).__name__ + "(" + ", ".join(parts) + ")"


# ---- monitoring callbacks


def make_callback(name, stream, prefix, answer):
    """A callback for one event; nothing is said of foreign code."""
    head = prefix + name + " "

    if name == "PY_START" or name == "PY_RESUME" or name == "INSTRUCTION":

        def callback(code, offset):
            if foreign(code):
                return None
            stream.append(head + code.co_qualname + " " + str(offset))
            return answer

    elif name == "LINE":

        def callback(code, line):
            if foreign(code):
                return None
            stream.append(head + code.co_qualname + " line " + str(line))
            return answer

    elif name == "PY_RETURN" or name == "PY_YIELD":

        def callback(code, offset, value):
            if foreign(code):
                return None
            stream.append(head + code.co_qualname + " " + str(offset) + " " + show(value))
            return answer

    elif name == "CALL" or name == "C_RETURN" or name == "C_RAISE":
        if name != "CALL":
            answer = None

        def callback(code, offset, target, argument):
            if foreign(code):
                return None
            stream.append(head + code.co_qualname + " " + str(offset) + " " + show_callable(target) + " " + show(argument))
            return answer

    elif name == "JUMP" or name == "BRANCH_LEFT" or name == "BRANCH_RIGHT":

        def callback(code, offset, destination):
            if foreign(code):
                return None
            stream.append(head + code.co_qualname + " " + str(offset) + " -> " + str(destination))
            return answer

    else:
        if name != "STOP_ITERATION":
            answer = None

        def callback(code, offset, exception):
            if foreign(code):
                return None
            stream.append(head + code.co_qualname + " " + str(offset) + " " + show_exception(exception))
            return answer

    return callback


def mask(names):
    total = 0
    for name in names:
        total |= getattr(events, name)
    return total


class MonitoringTool:
    def __init__(self, tool, names, stream, prefix="", answer=None):
        self.tool, self.names = tool, names
        self.stream, self.prefix, self.answer = stream, prefix, answer

    def on(self):
        monitoring.use_tool_id(self.tool, "event stream")
        for name in self.names:
            monitoring.register_callback(
                self.tool, getattr(events, name), make_callback(name, self.stream, self.prefix, self.answer)
            )
        self.enable()

    def enable(self):
        monitoring.set_events(self.tool, mask(self.names))

    def off(self):
        monitoring.set_events(self.tool, 0)
        for name in self.names:
            monitoring.register_callback(self.tool, getattr(events, name), None)
        monitoring.free_tool_id(self.tool)

    def probe(self):
        pass


class Restarting(MonitoringTool):
    def probe(self):
        monitoring.restart_events()


class LocalTool(MonitoringTool):
    """Global PY_RETURN; the other local events on every second code object of the program."""

    def __init__(self, tool, stream, code):
        MonitoringTool.__init__(self, tool, LOCAL + ["C_RETURN", "C_RAISE"], stream)
        found = []
        collect(code, found)
        self.codes = found[1::2]

    def enable(self):
        monitoring.set_events(self.tool, events.PY_RETURN)
        for code in self.codes:
            monitoring.set_local_events(self.tool, code, mask(LOCAL))

    def off(self):
        for code in self.codes:
            monitoring.set_local_events(self.tool, code, 0)
        MonitoringTool.off(self)


def collect(code, found):
    found.append(code)
    for constant in code.co_consts:
        if type(constant) is type(code):
            collect(constant, found)


# ---- sys.settrace and sys.setprofile


class TraceTool:
    def __init__(self, stream, callers=False, opcodes=False):
        self.callers, self.opcodes = callers, opcodes

        def trace(frame, event, value):
            code = frame.f_code
            if foreign(code):
                return None
            text = "trace " + event + " " + code.co_qualname + " line " + str(frame.f_lineno)
            if event == "call":
                if opcodes:
                    frame.f_trace_opcodes = True
            elif event == "return":
                text += " " + show(value)
            elif event == "exception":
                text += " " + value[0].__name__ + " " + show(value[1])
            elif event == "opcode":
                text += " at " + str(frame.f_lasti)
            stream.append(text)
            return trace

        self.trace = trace

    def on(self):
        if self.callers:
            frame = sys._getframe()
            while frame is not None:
                if not foreign(frame.f_code):
                    frame.f_trace = self.trace
                    frame.f_trace_opcodes = self.opcodes
                frame = frame.f_back
        sys.settrace(self.trace)

    def off(self):
        sys.settrace(None)

    def probe(self):
        pass


class ProfileTool:
    def __init__(self, stream):
        def profile(frame, event, value):
            code = frame.f_code
            if foreign(code):
                return
            text = "profile " + event + " " + code.co_qualname + " line " + str(frame.f_lineno)
            if event == "return":
                text += " " + show(value)
            elif event != "call":
                text += " " + show_callable(value)
            stream.append(text)

        self.profile = profile

    def on(self):
        sys.setprofile(self.profile)

    def off(self):
        sys.setprofile(None)

    def probe(self):
        pass


class Several:
    def __init__(self, *tools):
        self.tools = tools

    def on(self):
        for tool in self.tools:
            tool.on()

    def off(self):
        for tool in self.tools:
            tool.off()

    def probe(self):
        pass


def make_tool(name, stream, code):
    if name in SINGLE:
        return MonitoringTool(2, SINGLE[name], stream)
    if name == "all":
        return MonitoringTool(2, ALL, stream)
    if name == "all-instructions":
        return MonitoringTool(2, ["INSTRUCTION"] + [e for e in ALL if e not in BRANCHES], stream)
    if name == "two-tools":
        return Several(
            MonitoringTool(1, ["PY_START", "LINE", "CALL", "C_RETURN", "C_RAISE", "JUMP"] + SINGLE["EXCEPTIONS"], stream, "1 "),
            MonitoringTool(4, ["LINE", "PY_RETURN", "PY_YIELD", "PY_RESUME", "BRANCH_LEFT", "BRANCH_RIGHT", "RAISE"], stream, "4 "),
        )
    if name == "disable":
        return MonitoringTool(3, ALL, stream, "", DISABLE)
    if name == "disable-restart":
        return Restarting(3, ALL, stream, "", DISABLE)
    if name == "local":
        return LocalTool(0, stream, code)
    if name == "settrace":
        return TraceTool(stream)
    if name == "settrace-callers":
        return TraceTool(stream, callers=True)
    if name == "settrace-opcodes":
        return TraceTool(stream, opcodes=True)
    if name == "setprofile":
        return ProfileTool(stream)
    if name == "everything":
        return Several(MonitoringTool(2, ALL, stream), TraceTool(stream), ProfileTool(stream))
    raise SystemExit("unknown set " + name)


# ---- one run


class Counter:
    """Counts the program's LINE events with a tool of its own; at the N-th it goes, and calls `then`."""

    def __init__(self, number, then):
        self.number, self.then = number, then
        self.count = 0
        self.is_on = False

    def on(self):
        def callback(code, line):
            if foreign(code):
                return
            self.count += 1
            if self.count == self.number:
                self.off()
                self.then()

        self.is_on = True
        monitoring.use_tool_id(5, "event counter")
        monitoring.register_callback(5, events.LINE, callback)
        monitoring.set_events(5, events.LINE)

    def off(self):
        if self.is_on:
            self.is_on = False
            monitoring.set_events(5, 0)
            monitoring.register_callback(5, events.LINE, None)
            monitoring.free_tool_id(5)


class Limited(list):
    """A stream that says when it has so many lines."""

    def append(self, line):
        list.append(self, line)
        if len(self) == self.limit:
            self.at_limit()


class Switch:
    """Decides, at the start, at `breakpoint()`, at prints and at lines, whether the tool goes on or off."""

    def __init__(self, tool, when):
        self.tool, self.when = tool, when
        self.is_on = False
        self.prints = 0
        self.print_number = int(when[6:]) if when.startswith("print:") else None
        number = int(when[6:]) if when.startswith("event:") else None
        self.counter = Counter(number, self.turn_on) if number else None

    def turn(self, on):
        if on != self.is_on:
            self.is_on = on
            if on:
                self.tool.on()
            else:
                self.tool.off()

    def turn_on(self):
        self.turn(True)

    def turn_off(self):
        self.turn(False)

    def at_start(self):
        if self.when == "start":
            self.turn(True)
        elif self.counter is not None:
            self.counter.on()

    def at_breakpoint(self):
        if self.when == "toggle":
            self.turn(not self.is_on)
        elif self.when == "callee" and not self.is_on:
            self.turn(True)
        elif self.is_on:
            self.tool.probe()

    def at_print(self):
        self.prints += 1
        if self.prints == self.print_number:
            self.turn(True)

    def at_end(self):
        if self.counter is not None:
            self.counter.off()
        self.turn(False)


def run(source, filename, set_name, when):
    """Executes the program once; returns the stream, a list of lines."""
    when, plus, limit = when.partition("+")
    stream = Limited() if plus else []
    code = compile(source, filename, "exec", dont_inherit=True)
    switch = Switch(make_tool(set_name, stream, code), when)
    if plus:
        stream.limit, stream.at_limit = int(limit), switch.turn_off
    execute(code, filename, switch)
    return stream


def count_lines(source, filename):
    """How many LINE events the program has."""
    code = compile(source, filename, "exec", dont_inherit=True)
    switch = Switch(None, "never")
    switch.counter = Counter(None, None)
    execute(code, filename, switch)
    return switch.counter.count


def execute(code, filename, switch):
    def breakpoint():
        switch.at_breakpoint()

    breakpoint.__qualname__ = "run.<locals>.breakpoint"  # as it is in the recorded streams

    namespace = {"__name__": "__main__", "__builtins__": __builtins__, "__file__": filename, "breakpoint": breakpoint}
    if switch.print_number is not None:

        def print(*values, **options):
            REAL_PRINT(*values, **options)
            switch.at_print()

        print.__qualname__ = "run.<locals>.print"
        namespace["print"] = print
    try:
        try:
            switch.at_start()
            exec(code, namespace)
        finally:
            switch.at_end()
    except BaseException as error:
        REAL_PRINT("uncaught", show_exception(error))


def digest(stream):
    """A polynomial hash of the lines modulo 2**61 - 1, as 16 hexadecimal digits."""
    value = 0
    for line in stream:
        value = (value * 1000003 + int.from_bytes(line.encode(), "big") + 1) % 2305843009213693951
    text = hex(value)[2:]
    return "0" * (16 - len(text)) + text


def main(arguments):
    program = out = set_name = when = None
    all_combos = just_lines = False
    combos = []
    full = []
    while arguments:
        word = arguments.pop(0)
        if word == "--list":
            for set_name in SETS:
                for when in WHENS:
                    REAL_PRINT(set_name + "/" + when)
            return
        elif word == "--set":
            set_name = arguments.pop(0)
        elif word == "--when":
            when = arguments.pop(0)
        elif word == "--out":
            out = arguments.pop(0)
        elif word == "--full":
            full = arguments.pop(0).split(",")
        elif word == "--combos":
            combos = [tuple(combo.split("/")) for combo in arguments.pop(0).split(",")]
        elif word == "--lines":
            just_lines = True
        elif word == "--all-combos":
            all_combos = True
        else:
            program = word
    with open(program, encoding="utf-8") as file:
        source = file.read()
    filename = program.split("/")[-1]
    if just_lines:
        write(["=== lines " + str(count_lines(source, filename))], out)
        return
    if all_combos:
        combos = [(set_name, when) for set_name in SETS for when in WHENS]
    elif not combos:
        combos = [(set_name or "all", when or "start")]
        full = ["/".join(combos[0])]
    texts = []
    REAL_PRINT("=== output plain -")
    run(source, filename, "PY_START", "never")  # the output unwatched; imports that the program causes are done then
    for set_name, when in combos:
        REAL_PRINT("=== output", set_name, when)
        stream = run(source, filename, set_name, when)
        text = ["=== stream " + set_name + " " + when + " " + str(len(stream)) + " " + digest(stream)]
        if set_name + "/" + when in full:
            text.extend(stream)
        if out is None:
            write(text, None)
        else:
            texts.extend(text)
    if out is not None:
        write(texts, out)


def write(lines, out):
    if out is None:
        REAL_PRINT("\n".join(lines), flush=True)
    else:
        with open(out, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
