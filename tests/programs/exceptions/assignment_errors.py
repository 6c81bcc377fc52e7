class C:
    __slots__ = ()
    cls_attr = 1

    @property
    def p(self):
        return 1


c = C()
t = (1, 2)
s = "abc"
d = {}
l = [1, 2, 3]
n = None
x = 5
b = b"ab"
r = range(3)
fs = frozenset()
for source in ("t[0] = 1", "t[0] += 1", "s[0] = 'x'", "b[0] = 1", "r[0] = 1", "x[0] = 1", "n[0] = 1", "n.a = 1", "x.a = 1", "c.a = 1", "c.p = 1", "c.cls_attr = 2", "del c.p", "del c.a", "del c.cls_attr", "l[5] = 1", "l['a'] = 1", "l[1.0] = 1", "l[0:1] = 5", "l[::2] = [1]", "l[5] += 1", "d[[]] = 1", "d['k'] += 1", "del d['k']", "del l[9]", "del t[0]", "del s[0]", "del x[0]", "del n.a", "del undefined", "fs[0] = 1", "fs.add(1)", "C.new = 1; print(c.new)", "len.x = 1", "int.x = 1", "del int.real", "int.real = 5", "(1).real = 5", "[].x = 1", "print.__name__ = 'x'", "object().x = 1", "a, b2 = 1", "a, b2 = 1,", "a, b2 = 1, 2, 3", "a, *b2, c2 = 1,", "a, b2 = 'x'", "a, b2 = None", "a, b2 = 5.5", "(a, b2), c2 = 1, 2", "[a, b2] = {}", "a, b2 = {1, 2, 3}", "for a, b2 in [1]: pass", "for a, b2 in [(1, 2, 3)]: pass", "for a in 5: pass", "for a in None: pass", "x += 'a'", "s += 1", "l += 5", "l *= 'a'", "t += [1]", "d += {}", "d |= 5", "n += 1", "x @= 1", "undefined2 += 1", "x.real += 1", "C().nope += 1", "del (x), undefined3", "import nope_zz", "from sys import nope_zz", "from nope_zz import y", "raise 5", "raise", "assert False", "assert 0, 'msg'", "with x: pass", "with None as q: pass", "class A(5): pass", "class A(x=1): pass", "class A(bool): pass", "def f(a=undefined4): pass", "lambda: 0; (lambda: undefined5)()", "print(*5)", "print(**5)", "print(**{1: 2})", "[].append(1, 2)", "f'{undefined6}'", "f'{x:zz}'", "match x:\n case C(1): pass", "match x:\n case int(1, 2): pass", "match c:\n case C(1): pass", "match c:\n case C(a=1): pass", "match c:\n case x.y(): pass", "match 1:\n case x.real.foo: pass", "global_undefined.x = 1", "x: undefined7 = 5", "x.y: int = 5", "[1][0]: int = 5", "undefined8[0]: int"):
    try:
        exec(source)
        print(repr(source), "fine")
    except Exception as e:
        print(repr(source), "!!", type(e).__name__, e)
