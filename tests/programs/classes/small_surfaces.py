# Small methods that few programs call: initialising wrappers again, views, aliases, methods as descriptors.


def text(f):
    try:
        return f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"


for wrap in (staticmethod, classmethod):
    w = wrap(len)
    print(text(lambda: w.__init__(max)), w.__func__ is max, w.__name__)
    print(text(lambda: w.__init__()), text(lambda: w.__init__(1, 2)), text(lambda: w.__init__(function=1)))
print(text(lambda: super(1, 2, 3)), text(lambda: super(1)))


class Text(str):
    pass


t = Text("plain")
print(t.format() is t, t.format_map({}) is t, type(Text("{{}}").format()), type(Text("{}").format(1)))
v = memoryview(b"abcdef")
for order in (None, "C", "F", "A", "c", "", 1):
    print(order, text(lambda: v.tobytes(order)))
for args in ((1,), ("B", None), ("B", 3), ("B", [2, 3]), ("B", (6,)), ("B", [4, 2]), ("x",), ("H",)):
    print(args, text(lambda: v.cast(*args).tolist()))
print(text(lambda: Text.__len__.__get__(t)()), type(str.upper.__get__(t)).__name__)


class Bound:
    def f(self):
        return 1


b = Bound().f
print(b.__get__(None, int) is b, b.__get__(1) is b, text(lambda: b.__get__()))
for alias in (list[int], dict[str, int], tuple[int, ...]):
    print(dir(alias) == sorted(set(dir(alias.__origin__)) | {n for n in dir(type(alias)) if n in dir(alias)}))
    print([n for n in dir(alias) if n not in dir(alias.__origin__)])
for n in (2, 2**31, -(2**31) - 1, 2**40, -(10**30), 1.5):
    print(n, text(lambda: b"abc".hex(":", n)), text(lambda: "a\tb".expandtabs(n)), text(lambda: b"a\tb".expandtabs(n)))
