import sys
import traceback


def clean(text):
    out = []
    for line in text.splitlines():
        if 'File "' in line:
            head, tail = line.split('File "', 1)
            path, rest = tail.split('"', 1)
            line = head + 'File "' + path.split("/")[-1] + '"' + rest
        out.append(line)
    return "\n".join(out)


def c(x):
    return 10 / x


def b(x):
    return c(x) + 1


def a(x):
    try:
        return b(x)
    except ZeroDivisionError as e:
        raise ValueError("wrapped") from e


try:
    a(0)
except ValueError as e:
    print(clean(traceback.format_exc()))
    print([ (f.name, f.lineno, f.line) for f in traceback.extract_tb(e.__traceback__)])
    print(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
    print(clean("".join(traceback.format_exception(e, chain=False))))
    print(clean("".join(traceback.format_tb(e.__traceback__, limit=1))))
    te = traceback.TracebackException.from_exception(e, capture_locals=True)
    print(te.exc_type_str, str(te), te.stack[-1].locals, te.__cause__.exc_type_str)
print(traceback.format_exception_only(SyntaxError("bad", ("f.py", 2, 3, "x y z", 2, 5))))
print([f.name for f in traceback.extract_stack()])
try:
    raise ExceptionGroup("g", [ValueError(1), KeyError("k")])
except ExceptionGroup:
    print(clean(traceback.format_exc()))
e = ValueError("noted")
e.add_note("n1")
print(traceback.format_exception_only(e))
