"""Doc."""
from __future__ import annotations, generator_stop
from __future__ import division
x: int = 1
y: "str"
def f(a: int, b: list[int] = 1, *c: x.y, d: (a, b), e: -1 + 2 * (3 - 4), **g: lambda x, *y, z=1: x) -> None: pass
def h(a: x if y else z, b: not x, c: a and b or c, d: (a or b) and c, e: a < b <= c, f: f"{x!r:>{w}}a", g: [x for x in y if z], i: {1: 2, **x}) -> {1, 2}: pass
def j(a: x[1:2, ::3], b: x[()], c: x[1,], d: (1,), e: (), f: a, g: await_, i: a ** -b, k: (-a) ** b, l: a.b.c(d, *e, f=g, **h)) -> ...: pass
def k(a: 1.0, b: 1e100, c: 1j, d: 'it\'s', e: "a\"b", f: b'x', g: True, h: 1 .real, i: (yield_), m: {x: y for x, y in z}, n: (x for x in y), o: f(x for x in y)): pass
def l(a: a @ b // c % d, b: ~a, c: a << b >> c, d: a & b | c ^ d, e: (a, b)[c], f: [*a, *b], g: a if b else c if d else e, h: (lambda: x)(), i: lambda: (yield)): pass
class A:
    x: int
    y: B = 1
    def m(self, __x: __y) -> __z: pass
