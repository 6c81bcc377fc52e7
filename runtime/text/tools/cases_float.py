import math
import struct
from caselib import Cases, rnd

c = Cases("float")


def bits():
    return struct.unpack("<d", rnd.randbytes(8))[0]


def nice():
    return round(rnd.uniform(-10, 10) * 10 ** rnd.randrange(-6, 18), rnd.randrange(0, 6))


special = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 0.25, 0.125, 1e15, 1e16, 9999999999999998.0, 1e17, 1e22, 1e23, 1e-4, 1e-5, 0.0001234,
           5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740993.0, 2.0**-44, 123456789.0, 0.1, 0.2, 0.3, 1/3, 100.0,
           float("inf"), -float("inf"), float("nan"), 2.675, 1.005, 25.0, 35.0, 150.0, 250.0, 4503599627370496.5, 1e300, -3.0, 3.0, 1e-300]


def value():
    r = rnd.random()
    if r < 0.2: return rnd.choice(special)
    if r < 0.5: return nice()
    if r < 0.6: return rnd.randrange(-1000, 1000) / 8
    while True:
        v = bits()
        if v == v: return v


for i in range(-1074, 1024, 3):
    v = math.ldexp(1.0, i)
    for x in (v, math.nextafter(v, 0)):
        c.add("repr", x, f=repr)
for i in range(-320, 308, 7):
    c.add("repr", float(f"1e{i}"), f=repr)
for v in special: c.add("repr", v, f=repr)
for i in range(700): c.add("repr", value(), f=repr)
for i in range(150): c.add("hex", value(), f=float.hex)
hexes = ["0x1p-1074", "0x1p-1075", "0x1.8p-1075", "0x0.8p-1074", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7p1023", "0x1p1024", "-0x1p1024",
         "1.8", ".8", "8.", ".", "0x", "0x.", "0xp1", "0x1p", "0x1p+", " 0x1p3 ", "0x1 p3", "inf", "-Infinity", "nan", "-nan", "+nan", "infinit", "", " ",
         "0x1.00000000000008p0", "0x1.000000000000080000001p0", "0x1.000000000000180p0", "0x1.00000000000018p0", "0x" + "f" * 40, "0x0." + "0" * 300 + "1p1200",
         "0x" + "0" * 50 + "1p-1070", "0x1p99999999999999999999", "0x1p-99999999999999999999", "0x0p99999999999999999999", "0X1P3", "1p3", "abc", "0x1.8p0x", "--1", "+-1", "0x1_0", "\u0661"]
for s in hexes: c.add("fromhex", s, f=float.fromhex)
for i in range(200):
    m = "%x.%s" % (rnd.getrandbits(rnd.randrange(1, 70)), "".join(rnd.choice("0123456789abcdef00008") for _ in range(rnd.randrange(0, 18))))
    c.add("fromhex", f"{rnd.choice(['','-','+'])}0x{m}p{rnd.choice([rnd.randrange(-1140, 1030), rnd.randrange(-1090, -1040)])}", f=float.fromhex)
for i in range(300): c.add("fromhex", value().hex(), f=float.fromhex)
strs = ["1", "1.", ".5", ".", "", " ", " 1 ", "\t1\n", "\x1c1", "\x1c1\u0660", "\u20071\u2007", "1\u0661.\u0662", "1_0", "1__0", "_1", "1_", "1_.5", "1._5", "1.5_5",
        "1e1_0", "1e_1", "1_e1", "inf", "-INF", "+Infinity", "infinit", "nan", "-nan", "nan1", "1e400", "-1e400", "1e-400", "1e99999999999999999999", "1e-99999999999999999999", "0e99999999999999999999",
        "0x10", "1e", "1e+", "e1", "1 2", "--1", "+-1", "1\0", "\0", "\ud800", "1\ud800", "é", "1é", "1j", "'", "12\"'", "\u0967\u0968", "\u2212" + "1", "1d5", "1f", "i_nf", "1\x7f", "\x7f1\u0661", "x" * 210,
        "179769313486231580793728971405301e276", "2.4703282292062327208e-324", "2.4703282292062328e-324", "9007199254740993", "9007199254740993.0000000000000000001"]
for s in strs: c.add("float", s, f=float)
for s in [b"1", b" 1.5 ", b"\xff", b"1_0", b"", b"'", b"1\0", b"_"]: c.add("float_bytes", s, f=float)
for i in range(400):
    s = rnd.choice([repr, str, lambda v: f"{v:.30e}", lambda v: f"{v:.{rnd.randrange(0,60)}f}" if abs(v) < 1e40 else repr(v)])(value())
    if rnd.random() < .2 and s:
        k = rnd.randrange(len(s)); s = s[:k] + rnd.choice("_e.+- 1") + s[k:]
    c.add("float", s, f=float)
for i in range(400):
    v, n = value(), rnd.randrange(-5, 12)
    c.add("round", v, n, f=round)
for v, n in [(25.0, -1), (35.0, -1), (5.0, -1), (15.0, -1), (1.7e308, -308), (1.7e308, -309), (5e307, -308), (5.1e307, -308), (4.9e307, -308), (-25.5, -1), (25.5, -1), (24.999, -1), (1e22, -22), (2.675, 2), (1e-323, 323), (1e-323, 324), (1e-323, 322), (-0.4, 0), (-4.0, -1), (0.5, 0), (1.5, 0)]:
    c.add("round", v, n, f=round)
for i in range(150): c.add("round0", value(), f=round)
for v in special: c.add("round0", v, f=round); c.add("ratio", v, f=float.as_integer_ratio); c.add("int", v, f=int); c.add("is_integer", v, f=float.is_integer)
for i in range(100): v = value(); c.add("ratio", v, f=float.as_integer_ratio); c.add("int", v, f=int)
for i in range(300):
    v = value()
    if v == v: c.add("hash", v, f=hash)
big = lambda: rnd.choice([-1, 1]) * rnd.getrandbits(rnd.choice([3, 30, 61, 62, 64, 70, 128, 200, 1000, 1030]))
for i in range(200): c.add("hash_int", big(), f=hash)
for n in (0, -1, 1, 2**61 - 1, -(2**61 - 1), 2**61, -2**61, 2**61 - 2, 2**122, 2**63, -2**63): c.add("hash_int", n, f=hash)
for i in range(100): z = complex(value(), value()); z == z and c.add("hash_complex", z.real, z.imag, f=lambda a, b: hash(complex(a, b)))
for op, fn in (("divmod", divmod), ("floordiv", lambda a, b: a // b), ("mod", lambda a, b: a % b), ("div", lambda a, b: a / b)):
    for a in special[:6] + special[-20:]:
        for b in (0.0, -0.0, 1.0, -3.0, 0.1, float("inf"), -float("inf"), float("nan"), 1e-300): c.add(op, a, b, f=fn)
    for i in range(60): c.add(op, value(), value(), f=fn)


def power(a, b):
    r = a ** b
    return "complex" if isinstance(r, complex) else r


for a in special:
    for b in (0.0, -0.0, 1.0, -1.0, 2.0, 3.0, -3.0, 0.5, -0.5, 1/3, float("inf"), -float("inf"), float("nan"), 1e300, -1e300): c.add("pow", a, b, f=power)
for i in range(200): c.add("pow", value(), float(rnd.randrange(-20, 20)) / 2, f=power)
for i in range(200): c.add("from_int", big(), f=float)
for k in (53, 54, 55, 64, 65, 100, 1023):
    for d in (-2, -1, 0, 1, 2, 3):
        for m in (1, 3, 2**53 - 1, 2**53 + 1):
            n = (m << k >> m.bit_length() - 1) + d
            c.add("from_int", n, f=float); c.add("from_int", n + (1 << max(k - 53, 0)), f=float)
for n in (2**1024, 2**1024 - 1, 2**1024 - 2**970, 2**1024 - 2**970 - 1, -2**1024, 10**400): c.add("from_int", n, f=float)
for i in range(400):
    a, b = big(), big()
    if rnd.random() < .3: b = rnd.choice([1, 3, 7, -10, 2**60, 2**1074, 2**1100, 10**300, 0])
    if rnd.random() < .2: a = (rnd.getrandbits(55) << rnd.randrange(0, 900)) + rnd.choice([0, 1])
    c.add("truediv", a, b, f=lambda a, b: a / b)
for a, b in [(0, -5), (0, 5), (1, 2**1074), (1, 2**1075), (3, 2**1076), (3, 2**1075), (2**53 + 1, 2**1100), (2**54 + 3, 2**1090), (2**1024, 1), (2**1025, 2), (2**2000, 2**976), (2**2000 - 1, 2**976), (2**1024 - 2**970, 1), (2**1024 - 2**970 - 1, 1)]:
    c.add("truediv", a, b, f=lambda a, b: a / b); c.add("truediv", -a, b, f=lambda a, b: a / b)
for i in range(300):
    v = rnd.choice([value(), float(rnd.getrandbits(70)), float(rnd.randrange(-9, 9)) / 2])
    n = rnd.choice([big(), int(v) if math.isfinite(v) else 0, (int(v) if math.isfinite(v) else 0) + rnd.choice([-1, 1])])
    c.raw("cmp", v, n, out="=" + ("None" if v != v else str((v > n) - (v < n))))
# complex
cv = lambda: rnd.choice([value(), rnd.choice([0.0, -0.0, 1.0, -1.0, float("inf"), -float("inf"), float("nan"), 2.0, 1e308])])
cz = lambda: complex(cv(), cv())
for i in range(150): c.add("crepr", (z := cz()).real, z.imag, f=lambda a, b: repr(complex(a, b)))
cs = ["1", "1j", "j", "+j", "-j", "1+j", "1-j", "1+2j", "(1+2j)", " ( 1+2j ) ", "(1+2j", "1+2j)", "1 + 2j", "1+", "1+2", "", "()", "j1", "1jj", "1e5+1e5j", "inf+nanj", "nan-infj", "-infJ",
      "1_0+1_0j", "1__0", "1_", "_1", "\u0661+\u0662j", "1+-2j", "1e", "1e+j", "1e+1j", ".j", "1.j", "\0", "1\0", "\ud800", "é", "((1))", "+1j", "++1j", "infinityj", "i", "( )", "-(1)", "1j+1", "nanj", "+nanj"]
for s in cs: c.add("complex", s, f=complex)
for i in range(150): c.add("complex", repr(cz()), f=complex)
cpair = lambda op: (lambda a, b, x, y: op(complex(a, b), complex(x, y)))
for name, op in (("cmul", lambda a, b: a * b), ("cdiv", lambda a, b: a / b), ("cpow", lambda a, b: a ** b)):
    for i in range(250):
        a, b = cz(), cz()
        if name == "cpow" and rnd.random() < .6: b = complex(rnd.choice([rnd.randrange(-12, 13), 0.5, 101, 100]), rnd.choice([0.0, -0.0, 0.0, 1.0]))
        c.add(name, a.real, a.imag, b.real, b.imag, f=cpair(op))
for i in range(100):
    a, b = cz(), cv()
    c.add("cdivr", a.real, a.imag, b, f=lambda x, y, b: complex(x, y) / b)
    c.add("rdivc", b, a.real, a.imag, f=lambda b, x, y: b / complex(x, y))
    c.add("cabs", a.real, a.imag, f=lambda x, y: abs(complex(x, y)))
c.save()
