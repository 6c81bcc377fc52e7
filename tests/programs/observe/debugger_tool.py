import sys


def work(n):
    total = 0
    for i in range(n):
        total += square(i)
    return total


def square(x):
    r = x * x
    return r


class Debugger:
    def __init__(self, breakpoints):
        self.breakpoints = breakpoints
        self.mode = "run"
        self.stop_frame = None
        self.log = []

    def dispatch(self, frame, event, arg):
        if frame.f_code.co_name not in ("work", "square"):
            return None
        line = frame.f_lineno - frame.f_code.co_firstlineno
        where = (frame.f_code.co_name, line)
        stop = False
        if event == "line":
            stop = where in self.breakpoints or self.mode == "step" or (self.mode == "next" and frame is self.stop_frame)
        elif event == "return" and self.mode == "finish" and frame is self.stop_frame:
            self.log.append(("returned", arg))
            self.mode = "step"
        if stop:
            self.interact(frame, where)
        return self.dispatch

    def interact(self, frame, where):
        locals_ = {k: v for k, v in sorted(frame.f_locals.items())}
        self.log.append((where, locals_))
        self.mode = self.commands.pop(0) if self.commands else "run"
        self.stop_frame = frame
        if self.mode.startswith("set "):
            name, value = self.mode[4:].split("=")
            frame.f_locals[name] = int(value)
            self.mode = "run"

    def run(self, commands, f, *args):
        self.commands = commands
        self.log.clear()
        self.mode = "run"
        sys.settrace(self.dispatch)
        try:
            result = f(*args)
        finally:
            sys.settrace(None)
        print(result)
        for entry in self.log:
            print("  ", *entry)


Debugger({("square", 1)}).run([], work, 2)
Debugger({("work", 3)}).run(["step", "step", "step", "next"], work, 2)
Debugger({("work", 3)}).run(["next", "next", "next"], work, 3)
Debugger({("square", 1)}).run(["finish", "step"], work, 2)
Debugger({("square", 2)}).run(["set r=100", "run"], work, 3)
