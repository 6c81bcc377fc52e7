# Expressions in unusual shapes.
a = 1 + 2 * 3 - 4 // 5 % 6 / 7 ** 2
b = -1, +1, ~1, not 1, - -1, -1.5, +True, ~5, -(-3j), not "x"
c = 1 << 100, 1 << 200, 2 ** 64, 2 ** 200, 10 ** 10, 0 ** 0, 2 ** -1, 1 / 3, 7 // -2, 7 % -2, -7 // 2, 1.5 // 0.5, 7.5 % -2
d = "a" + "b", "a" * 3, b"a" + b"b", (1, 2) + (3,), (1, 2) * 3, "ab"[0], (1, 2, 3)[1], "abc"[-1], "abc"[5], "x" * 5000, "a" * -1
e = 1j + 2, 2 - 1j, 1j * 1j, (1 + 2j) / (3 - 4j), -0.0, 0.0, 1e400, -1e400, 1e400 - 1e400, 1.0 == 1
f = True + True, True & False, True | 2, 5 & 3, 5 ^ 3, 1 or 2, 0 or x, 1 and x, x and 0, x or 1
g = [1, 2, 3], {1, 2, 3}, [1, 2], {1}, [], {}, (), (1,), {1: 2}, [*x], {*x}, (*x,), [*x, 1], (*x, *y, 1), {**x}, {**x, 1: 2, **y}
h = f(), f(1), f(*a), f(**a), f(*a, **b), f(1, *a, b, **c), f(x=1), f(1, x=2), f(*a, x=1), f(x=1, **a, y=2, **b), f(*a, *b)
i = a.b, a.b.c(), a.b(c), a.b(*c), a.b(c=d), a.b(c, d=e), a[b], a[b:c], a[b:c:d], a[:], a[::], a[1:2], a[b, c], a[b:c, d], a[...], a[*b], a[b, *c]
j = (x for x in y), [x for x in y], {x for x in y}, {x: z for x in y}, [x for x in y if x if z], [a for b in c for d in e], [a for b in [c]], [x for y in z for x in [y]]
k = lambda: 0, lambda x: x, lambda *a, b=1, **c: (a, b, c), lambda x, /, y: x
l = a if b else c, (a if b else c) if d else e, a and b and c, a or b or c, a and (b or c), not a and not b, (a or b) and c
m = a < b, a < b < c, a == b != c, a is b, a is not b, a in b, a not in b, a in [1, 2], a in {1, 2}, a in (1, 2), a not in [b, c], not a in b, not a is b
n = f"", f"a", f"{a}", f"a{b}c", f"{a!r}", f"{a!s:>10}", f"{a:{b}}", f"{a:{b}.{c}}", f"{a=}", f"{a = }", f"{a=!r}", f"{a=:>5}", f"{{}}", f"{{{a}}}", "a" f"{b}" "c", f"{a}" f"{b}", f"{'x'}", f"{a:}"
o = t"", t"a", t"{a}", t"a{b}c", t"{a!r:>{w}}", t"{ a }", t"{a = }", t"{a}{b}", t"{a}" t"{b}", t"{(a)}", t"{f(x)!s}", t"{a,}"
p = "%s" % (a,), "%s %r %a" % (a, b, c), "%5s" % (a,), "%-5s" % (a,), "%.3s" % (a,), "%d" % (a,), "%%" % (), "%s" % a, "%s%%" % (a,), "%5.2r|" % (a,), "x%s" % (*a,), "%0s" % (a,)
q = (y := 1), [z := 2, z], (w := x)[0], f(v := 3)
r = "\ud800", "\udc00x", "a\ud83d", "\ud83d\ude00", "\N{SNOWMAN}", "\x41\u0041\U00000041\101", b"\x00\xff\101", r"\n", rb"\n", "a\
b", """x
y""", "\0", u"x", "é" "ü", "\u00e9"
s = 0xFF, 0o17, 0b11, 1_000, 0x_f, 123456789012345678901234567890, 0xFFFFFFFFFFFFFFFFFFFFFFFF, 1_0.0_1, 1e10, 1.5j, 1_0j, 0, 00, 255, 256, -5
t = all(x for x in y), any(x for x in y), tuple(x for x in y), list(x for x in y), all([x for x in y]), sum(x for x in y), all((x for x in y))
u = x[a:b], x[a:], x[:b], x[a:b:c]
v = (1, (2, (3, "a"))), ((), ((),)), (1, 1.0, True), (0.0, -0.0), {1, 1.0, True}, frozenset({1})
w = "abc"[1:2], (1, 2, 3)[::2], "abc"[::-1], b"abc"[1], "abc"[True], [1, 2][0], {1: 2}[1]
x = (a,
     b.c
     .d,
     e.
     f(g)
     .h(i,
        j),
     k[
         l
     ])
y = (yield_ := 5)
z = a if 1 else b, a if 0 else b, (1 if a else 2), 1 and 2 and a, 0 and a, "" or a, None or a, () or a, not (), not (1,), not [1]
class K:
    a: int
    b: "str" = 1
    (c): int = 2
    d.e: int
    f[0]: int = 3
    if a:
        g: float
    for i in range(2): h: complex
    def m(self, a: int, b: K = 1, *c: float, d: str = 2, **e: bytes) -> list[K]:
        x: int
        y: int = 3
        self.z: int = 4
        w[0]: int
    l = [i for i in range(3) if i]
    n = [(i, j) for i in l for j in a]
    o = (i for i in l)
    q = [a for a in b]
    r = [[a for a in b] for b in c]
def gg():
    s = [i for i in range(3) if (t := i)]
    u = [[i for i in j] for j in k]
    v = [lambda: i for i in j]
    w = [(lambda: (i, v)) for i in j]
    def inner(): return u
    return [u for u in v], {u: s for s in v}, {s for s in v}
def hh(a):
    b = [a for a in a]
    c = [b for b in a if b] + [b for c in b]
    del a
    return a, b
def ii():
    try: x = 1
    except: pass
    print(x)
    for y in x: pass
    print(y)
    if x: z = 1
    print(z, z)
    del z
    print(z)
def jj(x):
    return x.a(x.b, x).c(x[x:x], *x, **x)[x](k=x)
def kk():
    import os, sys as q
    os.path.join(q.argv)
    return os
def ll(self, *args):
    super().a
    super().a()
    super(ll, self).a(1, 2, k=3)
    super().__init__(*args)
    return super
[__name__ for x in y]
{x: x for x in y if z}
async def mm():
    return {x async for x in y}, [x for x in await y], (x for x in await y), await x.y(await z)
