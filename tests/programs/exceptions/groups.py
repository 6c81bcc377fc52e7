eg = ExceptionGroup("msg", [ValueError(1), TypeError(2), ExceptionGroup("in", [ValueError(3), KeyError(4)])])
print(repr(eg), str(eg), eg.message, eg.exceptions, eg.args)
match_, rest = eg.split(ValueError)
print(repr(match_), repr(rest), sep="\n")
print(repr(eg.subgroup(KeyError)), eg.subgroup(OSError), repr(eg.subgroup((ValueError, KeyError))), eg.subgroup(lambda e: isinstance(e, ExceptionGroup)) is eg)
print(repr(eg.subgroup(lambda e: e.args == (3,))), eg.split(ExceptionGroup)[1], eg.derive([OSError()]))
for f in (lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m", [5]), lambda: ExceptionGroup(5, [ValueError()]), lambda: ExceptionGroup("m"), lambda: ExceptionGroup("m", ValueError()), lambda: ExceptionGroup("m", [KeyboardInterrupt()]), lambda: BaseExceptionGroup("m", [KeyboardInterrupt()]), lambda: BaseExceptionGroup("m", [ValueError()]), lambda: eg.split(5), lambda: eg.subgroup(int), lambda: ExceptionGroup("m", (ValueError(),)).exceptions, lambda: setattr(eg, "exceptions", ()), lambda: setattr(eg, "message", "x"), lambda: ExceptionGroup("m", [ValueError], 3), lambda: ExceptionGroup("m", {ValueError()})):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


class MyGroup(ExceptionGroup):
    def __new__(cls, message, excs, code=0):
        self = super().__new__(cls, message, excs)
        self.code = code
        return self

    def derive(self, excs):
        return MyGroup(self.message, excs, self.code + 1)


g = MyGroup("mine", [ValueError(1), KeyError(2)], 10)
a, b = g.split(ValueError)
print(type(a).__name__, a.code, b.code, a.exceptions, b.exceptions)
g.add_note("noted")
a, b = g.split(ValueError)
print(a.__notes__, b.__notes__)
try:
    raise g
except* ValueError as v:
    print("V", type(v).__name__, v.exceptions, v.code)
except* KeyError as k:
    print("K", k.exceptions)


def run(exc, *handlers):
    out = []
    try:
        try:
            raise exc
        except* ValueError as e:
            out.append(("V", [str(x) for x in e.exceptions]))
            if "reraise" in handlers:
                raise
            if "new" in handlers:
                raise OSError("new")
        except* TypeError as e:
            out.append(("T", len(e.exceptions)))
        finally:
            out.append("f")
    except BaseException as e:
        out.append(("escaped", repr(e)))
    return out


print(run(ValueError("naked")))
print(run(KeyError("unmatched")))
print(run(eg))
print(run(ExceptionGroup("x", [ValueError("a"), TypeError("b")])))
print(run(ExceptionGroup("x", [ValueError("a"), TypeError("b")]), "reraise"))
print(run(ExceptionGroup("x", [ValueError("a"), KeyError("b")]), "reraise"))
print(run(ExceptionGroup("x", [ValueError("a"), KeyError("b")]), "new"))
print(run(BaseExceptionGroup("b", [ValueError("a"), KeyboardInterrupt()])))
for handler in ("ExceptionGroup", "5", "(ValueError, ExceptionGroup)", "int"):
    try:
        exec(f"try:\n  raise ValueError\nexcept* {handler}:\n  pass")
    except TypeError as e:
        print(e)
for source in ("try: pass\nexcept* ValueError: pass\nexcept KeyError: pass", "try: pass\nexcept*: pass", "for i in 'a':\n  try: pass\n  except* ValueError: break", "def f():\n  try: pass\n  except* ValueError: return 1"):
    try:
        compile(source, "<s>", "exec")
    except SyntaxError as e:
        print(e.msg)
