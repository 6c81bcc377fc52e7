"""Statements in unusual shapes."""
from a import b as c, d
from . import x
from .. import *
import a.b.c as q, r.s
import a.b as ab

def t1():
    try:
        a()
    except* ValueError:
        b()
    except* (TypeError, OSError) as e:
        c(e)
        raise
    else:
        d()
    finally:
        f()

def t2():
    for i in x:
        try:
            if i: break
            elif y: continue
            return 5
        finally:
            print(i)
    else:
        z()

def t3():
    while True:
        try:
            return f(x)
        except A as e:
            return e
        except (B, C):
            continue
        except:
            break
        else:
            pass

def t4():
    with a as b, c, d as (e, *f):
        with g: return h
    with (a, b): pass
    with (yield) as q: pass
    with a: pass
    try:
        try: a
        finally: b
    finally: c

async def t5():
    async with a as b, c:
        await d
        return
    async for x, y in z:
        if x: continue
        if y: break
        yield x
    else:
        yield 7
    r = [i async for i in q if await i]
    s = {i: j async for i, j in q}
    u = (i async for i in q)
    v = [await k for k in l]
    w = [[i async for i in j] for j in k]
    for i in range(3): await i
    try:
        await a
    except B as c:
        await d
    finally:
        await e

async def t6():
    return [i for i in x]

def t7():
    global g1, g2
    g1 = 1
    del g2
    def inner():
        nonlocal v
        v += 1
        del v
    v = 2
    del v
    return v

def t8(a, b=1, /, c=2, *d, e, f=3, **g): return locals()
def t9(*, a): pass
def t10(*args: int, **kw: str) -> None: "doc"; return 1
def t11(*args: *Ts): pass

@dec(1)
@(dec2
 )
class C1(Base, metaclass=M, *bases, **kw):
    """doc
        string
    """
    __slots__ = ()
    x: int = 3
    if x:
        y: str
    def m(self): return __class__, super().m, super().x(), super(C1, self).z
    @property
    def p(self):
        self.a, self.b = 1, 2
        self.__priv = 3
        self.__dunder__ = self.a.b.__c
        return self.__priv
    z = [x for x in range(3)]
    w = [lambda: x for x in y]
    v = [__class__ for x in y]
    u = {k: (lambda: k)() for k in z}

class C2:
    def f(self):
        class D:
            nonlocal_ = self
            def g(s): return self, D, __class__
        return D
    class E:
        a = 1
        def h(self): return a

class C3: pass

def t12():
    x = 1
    def f(): return x
    [x for x in y]
    [lambda: x for x in y]
    return [x for x in y for z in x if (w := z)]

def t13():
    a = b = c = d
    (a, b), c = d, (e, f)
    [a, *b] = c
    a, b = b, a
    a, b, c = c, b, a
    a.b.c, d[e], f[1:2], g[h:i] = j
    a += 1; a.b -= 2; a[b] *= 3; a[b:c] **= 4; a[1:2] //= 5
    a @= b; a <<= 1; a >>= 2; a &= 3; a |= 4; a ^= 5; a %= 6; a /= 7
    del a, b.c, d[e], (f, [g])
    del h[1:2], i[j:k]
    assert a; assert b, c; assert a and b or not c, (d, e)
    raise
    raise A
    raise A from B
    return

def t14():
    return (yield), (yield 1), (yield from a), lambda: (yield)

def t15():
    if 0: a
    if 1: b
    else: c
    while 0: d
    while 1: e
    if not 1: f
    if "": g
    if None: h
    if __debug__: i
    if a if b else c: d
    if not (a and (b or c)) or d < e < f: g
    x = a and b or c
    x = not a
    x = a < b < c
    x = a is None, a is not None, a in b, a not in b, a is b
    if a is None: b
    if a is not None and c: b
    while a is None: b
    if (a is None) is True: b
    return None if a is None else b

def t16():
    for x in (1, 2, 3): pass
    for x in [1, 2, 3]: pass
    for x in {1, 2, 3}: pass
    for x in [a, b]: pass
    for x in *a, b: pass
    for x, in a: pass
    for x.y in a: pass
    for x[0] in a: pass
    for i in range(10):
        for j in range(10):
            if i: continue
            if j: break
            return i
        else:
            continue
        break

def t17():
    try: pass
    except: pass
    try: a
    except A: pass
    else: b
    try: a
    finally: pass
    try:
        return a
    finally:
        return b
    try:
        a
    except A as e:
        try: b
        except B as f: c
    x = 1

def t18():
    try:
        a
    except* A as e: pass
    try:
        a
    except* A: x = 1
    finally: b

def many(a0,a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11,a12,a13,a14,a15,a16,a17,a18,a19):
    a16 = a17
    a18, a19 = a0, a1
    return a15 + a16 + a14 + a15
def big():
    v0 = 0
    v1 = 100
    v2 = 200
    v3 = 300
    v4 = 400
    v5 = 500
    v6 = 600
    v7 = 700
    v8 = 800
    v9 = 900
    v10 = 1000
    v11 = 1100
    v12 = 1200
    v13 = 1300
    v14 = 1400
    v15 = 1500
    v16 = 1600
    v17 = 1700
    v18 = 1800
    v19 = 1900
    v20 = 2000
    v21 = 2100
    v22 = 2200
    v23 = 2300
    v24 = 2400
    v25 = 2500
    v26 = 2600
    v27 = 2700
    v28 = 2800
    v29 = 2900
    v30 = 3000
    v31 = 3100
    v32 = 3200
    v33 = 3300
    v34 = 3400
    v35 = 3500
    v36 = 3600
    v37 = 3700
    v38 = 3800
    v39 = 3900
    v40 = 4000
    v41 = 4100
    v42 = 4200
    v43 = 4300
    v44 = 4400
    v45 = 4500
    v46 = 4600
    v47 = 4700
    v48 = 4800
    v49 = 4900
    v50 = 5000
    v51 = 5100
    v52 = 5200
    v53 = 5300
    v54 = 5400
    v55 = 5500
    v56 = 5600
    v57 = 5700
    v58 = 5800
    v59 = 5900
    v60 = 6000
    v61 = 6100
    v62 = 6200
    v63 = 6300
    v64 = 6400
    v65 = 6500
    v66 = 6600
    v67 = 6700
    v68 = 6800
    v69 = 6900
    v70 = 7000
    v71 = 7100
    v72 = 7200
    v73 = 7300
    v74 = 7400
    v75 = 7500
    v76 = 7600
    v77 = 7700
    v78 = 7800
    v79 = 7900
    if v0: del v70; del v3
    f(v0)
    f(v1)
    f(v2)
    f(v3)
    f(v4)
    f(v5)
    f(v6)
    f(v7)
    f(v8)
    f(v9)
    f(v10)
    f(v11)
    f(v12)
    f(v13)
    f(v14)
    f(v15)
    f(v16)
    f(v17)
    f(v18)
    f(v19)
    f(v20)
    f(v21)
    f(v22)
    f(v23)
    f(v24)
    f(v25)
    f(v26)
    f(v27)
    f(v28)
    f(v29)
    f(v30)
    f(v31)
    f(v32)
    f(v33)
    f(v34)
    f(v35)
    f(v36)
    f(v37)
    f(v38)
    f(v39)
    f(v40)
    f(v41)
    f(v42)
    f(v43)
    f(v44)
    f(v45)
    f(v46)
    f(v47)
    f(v48)
    f(v49)
    f(v50)
    f(v51)
    f(v52)
    f(v53)
    f(v54)
    f(v55)
    f(v56)
    f(v57)
    f(v58)
    f(v59)
    f(v60)
    f(v61)
    f(v62)
    f(v63)
    f(v64)
    f(v65)
    f(v66)
    f(v67)
    f(v68)
    f(v69)
    f(v70)
    f(v71)
    f(v72)
    f(v73)
    f(v74)
    f(v75)
    f(v76)
    f(v77)
    f(v78)
    f(v79)
    w1 = [300,301,302,303,304,305,306,307,308,309,310,311,312,313,314,315,316,317,318,319,320,321,322,323,324,325,326,327,328,329,330,331,332,333,334,335,336,337,338,339,340,341,342,343,344,345,346,347,348,349,350,351,352,353,354,355,356,357,358,359,360,361,362,363,364,365,366,367,368,369,370,371,372,373,374,375,376,377,378,379,380,381,382,383,384,385,386,387,388,389,390,391,392,393,394,395,396,397,398,399]
    w2 = [a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a]
    w3 = (a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a)
    w4 = {a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a}
    w5 = {0: a,1: a,2: a,3: a,4: a,5: a,6: a,7: a,8: a,9: a,10: a,11: a,12: a,13: a,14: a,15: a,16: a,17: a,18: a,19: a,20: a,21: a,22: a,23: a,24: a,25: a,26: a,27: a,28: a,29: a,30: a,31: a,32: a,33: a,34: a,35: a,36: a,37: a,38: a,39: a}
    w6 = {0: a,1: a,2: a,3: a,4: a,5: a,6: a,7: a,8: a,9: a,10: a,11: a,12: a,13: a,14: a,15: a, **b, 'x': 1}
    w7 = f(a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a)
    w8 = f(k0=a,k1=a,k2=a,k3=a,k4=a,k5=a,k6=a,k7=a,k8=a,k9=a,k10=a,k11=a,k12=a,k13=a,k14=a,k15=a,k16=a,k17=a,k18=a,k19=a)
    w9 = f(k0=a,k1=a,k2=a,k3=a,k4=a,k5=a,k6=a,k7=a,k8=a,k9=a,k10=a,k11=a,k12=a,k13=a,k14=a,k15=a,k16=a,k17=a,k18=a,k19=a, **q)
    w10 = o.f(k0=a,k1=a,k2=a,k3=a,k4=a,k5=a,k6=a,k7=a,k8=a,k9=a,k10=a,k11=a,k12=a,k13=a,k14=a,k15=a,k16=a,k17=a,k18=a,k19=a,k20=a,k21=a,k22=a,k23=a,k24=a,k25=a,k26=a,k27=a)
    w11 = (300,301,302,303,304,305,306,307,308,309,310,311,312,313,314,315,316,317,318,319,320,321,322,323,324,325,326,327,328,329,330,331,332,333,334,335,336,337,338,339)
    w12 = {300,301,302,303,304,305,306,307,308,309,310,311,312,313,314,315,316,317,318,319,320,321,322,323,324,325,326,327,328,329,330,331,332,333,334,335,336,337,338,339}
    w13 = f'{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b{a}b'
    for i in x:
        if v0: f(v0, w1)
        if v1: f(v1, w2)
        if v2: f(v2, w3)
        if v3: f(v3, w4)
        if v4: f(v4, w5)
        if v5: f(v5, w1)
        if v6: f(v6, w2)
        if v7: f(v7, w3)
        if v8: f(v8, w4)
        if v9: f(v9, w5)
        if v10: f(v10, w1)
        if v11: f(v11, w2)
        if v12: f(v12, w3)
        if v13: f(v13, w4)
        if v14: f(v14, w5)
        if v15: f(v15, w1)
        if v16: f(v16, w2)
        if v17: f(v17, w3)
        if v18: f(v18, w4)
        if v19: f(v19, w5)
        if v20: f(v20, w1)
        if v21: f(v21, w2)
        if v22: f(v22, w3)
        if v23: f(v23, w4)
        if v24: f(v24, w5)
        if v25: f(v25, w1)
        if v26: f(v26, w2)
        if v27: f(v27, w3)
        if v28: f(v28, w4)
        if v29: f(v29, w5)
        if v30: f(v30, w1)
        if v31: f(v31, w2)
        if v32: f(v32, w3)
        if v33: f(v33, w4)
        if v34: f(v34, w5)
        if v35: f(v35, w1)
        if v36: f(v36, w2)
        if v37: f(v37, w3)
        if v38: f(v38, w4)
        if v39: f(v39, w5)
        if v40: f(v40, w1)
        if v41: f(v41, w2)
        if v42: f(v42, w3)
        if v43: f(v43, w4)
        if v44: f(v44, w5)
        if v45: f(v45, w1)
        if v46: f(v46, w2)
        if v47: f(v47, w3)
        if v48: f(v48, w4)
        if v49: f(v49, w5)
        if v50: f(v50, w1)
        if v51: f(v51, w2)
        if v52: f(v52, w3)
        if v53: f(v53, w4)
        if v54: f(v54, w5)
        if v55: f(v55, w1)
        if v56: f(v56, w2)
        if v57: f(v57, w3)
        if v58: f(v58, w4)
        if v59: f(v59, w5)
