def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


x = 5
s = "text"
n = None
f = lambda a: a
class Obj:
    attribute = 1
o = Obj()
t("undefined", "o.atribute", "o.xyz", "n.foo", "n[0]", "n()", "n + 1", "n < 1", "x()", "x[0]", "x.foo", "x in 5", "len(x)", "iter(x)", "[*x]", "(*x,)", "{*x}", "{**x}", "f(*x)", "f(**x)", "f(1, 2)", "f()", "s()", "s + x", "x + s", "s * s", "s - s", "s[1.5]", "s['a']", "s.foo", "s % (1, 2)", "int(s)", "float(s)", "[][0]", "[][0:0]", "()[0]", "''[0]", "{}[0]", "{}['k']", "{}[s]", "set()[0]", "range(3)[5]", "-s", "not n", "~s", "abs(s)", "s < x", "x < s", "s > n", "[1] < 'a'", "(1,) + [1]", "[1] + (1,)", "{} + {}", "set() + set()", "1 / 0", "1 // 0", "1 % 0", "1.0 / 0", "divmod(1, 0)", "0 ** -1", "2 ** 's'", "1 << -1", "'a' in 5", "5 in 'a'", "f.foo", "Obj.foo", "Obj(1)", "type(5)()", "object.foo", "hash([])", "{[]: 1}", "{[]}", "{{}}", "sorted([1, 'a'])", "max([])", "sum('ab')", "next([])", "next(iter([]))", "ord('ab')", "chr(-1)", "int('1.5')", "int([])", "float([])", "complex('x')", "list(5)", "tuple(5)", "dict(5)", "set(5)", "str(b'x', 'nope')", "bytes('x')", "isinstance(1, 5)", "getattr(5)", "getattr(o, 'zz')", "setattr(5, 'a', 1)", "delattr(o, 'zz')", "range('a')", "range(1, 2, 0)", "zip(5)", "map(5)", "enumerate(5)", "reversed(5)", "round('a')", "pow(1, 2, 's')", "open(5.5)", "print(1, sep=5)", "input(1, 2)", "compile()", "eval(5)", "exec(5)", "__import__(5)", "format(5, 's')", "format('a', 'd')", "'{}'.format()", "'%d' % 's'", "'%s %s' % 1", "b'a' + 'a'", "'a' + b'a'", "b'a' % 5", "slice(1)[0]", "(lambda: 0).x", "(x for x in 5)", "[a for a in n]", "super().x", "object() + 1", "object() < object()", "print.foo", "len.__name__.foo", "(...).foo", "NotImplemented.foo", "bool(NotImplemented)", "True.foo", "(1).real.foo", "o.attribute.foo", "x.__class__.foo", "s.join([1])", "s.join(5)", "s.split('')", "s.index('zz')", "s.encode('nope')", "s.replace('a')", "s.find()", "[1].index(5)", "[1].remove(5)", "[].pop()", "[1].pop(5)", "{}.pop('x')", "{}.popitem()", "set().pop()", "{1}.remove(5)", "().index(1)", "b'a'.index(b'z')", "bytearray([300])", "bytes([-1])", "memoryview(5)", "type('a', 5, {})", "type('a', (5,), {})", "vars(5)", "dir(1, 2)", "id()", "callable()", "issubclass(5, int)", "5 .bit_length(1)", "x.to_bytes(0)", "(256).to_bytes(1)", "(-1).to_bytes(1)", "int.from_bytes(5)", "frozenset(5)", "property(1).fget()", "staticmethod(5)()", "iter(5, 6)", "all(5)", "any(5)", "min(1)", "min(1, 's')", "hex('a')", "bin(1.5)", "oct(None)", "ascii()", "repr()", "abs()", "hash()", "aiter(5)", "anext(5)", "breakpoint", "quit_", "x if x else undefined2", "[undefined3 for _ in 'a']", "globals()['nope']", "5 .nope")
