def f():
    pass


class C:
    pass


class D(C):
    def __repr__(self):
        return "D()"


print([1, 1.5, "a", b"b", None, True, ..., NotImplemented, 1j])
print((1,), (), [], {}, set(), frozenset(), frozenset({1}), {1}, {1: 2}, [()], [[]], ((),), {(): []}, {"a": {"b": []}})
print(range(3), range(1, 5), range(1, 5, 2), slice(1), slice(1, 2, 3), slice(None))
print(int, str, type, object, C, D, type(None), type(...), type(NotImplemented), type(f), type(print), type(len), type([].append), type(range(1)))
print(bytearray(b"x\x00"), b"\\ \n \t \r ' \" \xff", b"'", b'"', b"'\"", memoryview(b"a").tolist())
print("\\ \n \t \r ' \" \x00 \x1f \x7f \x80 \xa0 é \u0378 中 \U0001f600 \ud800 \u2028".encode("unicode_escape"))
print(repr("\\ \n \t \r \x00 \x1f \x7f \x80 \xa0 \xad é \u0378 中 \U0001f600 \ud800 \u2028 \ufeff \u200b"))
print(ascii("é中😀\n"), ascii(["é"]), repr("'"), repr('"'), repr("'\""), repr(""))
print([D(), (D(),), {D(): D()}])
l = [1]
l.append(l)
d = {"k": l}
d["self"] = d
t = ([],)
t[0].append(t)
print(l, d, t)
s = [d]
d["s"] = s
print(s)
print(ValueError(), ValueError("a"), repr(ValueError()), repr(ValueError("a")), repr(ValueError("a", 1)), repr(KeyError("k")), repr(OSError(2, "m")), repr(StopIteration(5)), repr(SystemExit(1)))
print({1: 2}.keys(), {1: 2}.values(), {1: 2}.items(), repr({}.keys()), type(iter([])), type(iter({})), type(iter(())), type(iter("")), type(zip()), type(map(str, [])), type(enumerate([])), type(reversed([])))
print(list[int], dict[str, list[int]], int | str, int | None, tuple[int, ...], type[int], list[int] | None, Ellipsis, __debug__)
print(print, len, [].append.__name__, str.upper, int.__add__, (5).__add__.__name__, dict.fromkeys.__name__, type.__call__)
print(C.__dict__.keys() >= {"__module__", "__doc__"}, str(C), f"{C}", C.__name__)
