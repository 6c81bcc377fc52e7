e = ValueError("a", 2)
print(e.args, str(e), repr(e), e.__cause__, e.__context__, e.__traceback__, e.__suppress_context__, e.__dict__, hasattr(e, "__notes__"))
e.args = ("changed",)
e.extra = 5
print(str(e), e.__dict__)
e.args = "xy"
print(e.args)
for f in (lambda: setattr(e, "args", 5), lambda: setattr(e, "__cause__", 5), lambda: setattr(e, "__context__", "x"), lambda: setattr(e, "__traceback__", 5), lambda: setattr(e, "__suppress_context__", "yes"), lambda: delattr(e, "args"), lambda: e.with_traceback(5), lambda: e.with_traceback(None) is e, lambda: e.add_note(5), lambda: e.add_note("n"), lambda: e.__notes__, lambda: delattr(e, "__cause__"), lambda: delattr(e, "__traceback__"), lambda: BaseException(a=1), lambda: Exception(1, k=2), lambda: ValueError.__new__(int)):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
k = KeyError("k")
print(str(k), str(KeyError("a", "b")), str(KeyError()), repr(k))
s = StopIteration(1, 2)
print(s.value, StopIteration().value, s.args)
x = SystemExit(1, 2)
print(x.code, SystemExit().code, SystemExit("t").code)
o = OSError(2, "No such file", "name.txt")
print(type(o).__name__, o.errno, o.strerror, o.filename, o.filename2, str(o), o.args, repr(o))
for args in ((), ("msg",), (1, "m"), (2, "m"), (13, "m"), (17, "m"), (1, "m", "f"), (1, "m", "f", None, "g"), (32, "p"), (11, "b"), (110, "t"), (111, "r"), (9999, "?"), (1, 2, 3, 4, 5, 6), ("a", "b")):
    try:
        o = OSError(*args)
        print(type(o).__name__, o.args, o.errno, str(o))
    except TypeError as err:
        print(err)
n = NameError("msg", name="nm")
print(n.name, n.args, str(n))
a = AttributeError("msg", name="nm", obj=5)
print(a.name, a.obj, AttributeError().name)
i = ImportError("msg", name="n", path="p")
print(i.name, i.path, i.msg, str(i), repr(i), ImportError().msg)
u = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "bad byte")
print(u, u.encoding, u.object, u.start, u.end, u.reason)
print(UnicodeEncodeError("ascii", "é", 0, 1, "no"), UnicodeTranslateError("é", 0, 1, "no"), UnicodeEncodeError("x", "\u1234\U0001F600", 0, 2, "range"))
for f in (lambda: UnicodeDecodeError(), lambda: UnicodeDecodeError(1, 2, 3, 4, 5), lambda: NameError(1, foo=2), lambda: ImportError(foo=1), lambda: AttributeError(name=1, bar=2)):
    try:
        print(repr(f()))
    except TypeError as err:
        print(err)
y = SyntaxError("bad", ("file.py", 3, 5, "some text\n", 3, 9))
print(y.msg, y.filename, y.lineno, y.offset, y.text, y.end_lineno, y.end_offset, str(y), y.print_file_and_line)
print(SyntaxError(), SyntaxError("m").msg, str(SyntaxError("m", ("f", 1, 2, "t"))), IndentationError("i", ("f", 1, 1, "t")), repr(SyntaxError("m")))
try:
    SyntaxError("m", (1, 2))
except Exception as err:
    print(type(err).__name__, err)
