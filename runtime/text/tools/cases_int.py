import math
import sys
from caselib import Cases, rnd

c = Cases("int")
big = lambda: rnd.choice([-1, 1]) * rnd.getrandbits(rnd.choice([0, 3, 8, 30, 61, 62, 63, 64, 65, 127, 128, 200, 500]))
strs = ["1", " 1 ", "+1", "-1", "- 1", "--1", "", " ", "0", "00", "-0", "01", "0_0", "0_1", "_1", "1_", "1__0", "1_0", "0x10", "0X1f", "0x_1f", "0x__1", "0x", "0x_", "0b101", "0b2", "0o17", "0o8", "0O7", "0B1",
        "0b", "zz", "Zz", "1e5", "1.0", "\u0661\u0662", "\u20071\u2007", "1\0", "\0", "\ud800", "é", "\x1c1", "\x1c1\u0661", "x" * 210, "'" * 150 + '"' * 60, "１２", "-0x1F", "+0b1", "0x-1", "1 2", "\t\n 12 \r\x0b", "0x1g", "0_x1", "0000", "0000_1", "\x7f1", "\x7f\u0661"]
for s in strs:
    for b in (0, 2, 8, 10, 16, 36, 11): c.add("int", s, b, f=int)
for b in (1, -1, 37, 100): c.add("int", "1", b, f=int)
for i in range(300):
    s = "".join(rnd.choice("0123456789abcxXoOb_ -+zZ") for _ in range(rnd.randrange(1, 7)))
    if rnd.random() < .5: s = rnd.choice(["0x", "0b", "0o", "", "-", "0"]) + s.strip("+-")
    c.add("int", s, rnd.choice([0, 0, 10, 16, 2, 8, 36, 3]), f=int)
DIG = "0123456789abcdefghijklmnopqrstuvwxyz"
for i in range(100):
    b = rnd.randrange(2, 37)
    c.add("int", rnd.choice(["", "-"]) + "".join(rnd.choice(DIG[:b]) for _ in range(rnd.randrange(1, 80))), b, f=int)
for s in [b"12", b"\xff", b" 1 ", b"'", b"", b"1\0", b"0x1"]: c.add("int_bytes", s, 10, f=int); c.add("int_bytes", s, 16, f=int)
for n in (640, 641, 4300, 4301, 5000):
    for suffix in ("", "x", "_", "_1", " "): c.add("int", "1" * n + suffix, 10, f=lambda s, b: (int(s, b), "ok")[1])
c.add("int", "1" * 5000, 16, f=lambda s, b: (int(s, b), "ok")[1])
c.add("int", "1" * 5000, 3, f=lambda s, b: (int(s, b), "ok")[1])
for n in (4299, 4300, 4301): c.add("strlen", n, f=lambda n: len(str(10 ** n))); c.add("strlen", -n, f=lambda n: len(str(-(10 ** -n) + 1)))
for i in range(120):
    n = big()
    for name, f in (("bin", bin), ("oct", oct), ("hex", hex), ("bit_length", int.bit_length), ("bit_count", int.bit_count), ("str", str)): c.add(name, n, f=f)
for i in range(250):
    n, l, o, s = big() >> rnd.choice([0, 30, 60]), rnd.randrange(0, 12), rnd.choice(["little", "big"]), rnd.choice([True, False])
    c.add("to_bytes", n, l, o, s, f=lambda n, l, o, s: n.to_bytes(l, o, signed=s))
    b = rnd.randbytes(rnd.randrange(0, 20))
    c.add("from_bytes", b, o, s, f=lambda b, o, s: int.from_bytes(b, o, signed=s))
for n, l in [(127, 1), (128, 1), (-128, 1), (-129, 1), (255, 1), (256, 1), (0, 0), (-1, 0), (1, 0), (-1, 1), (0, -1)]:
    for s in (True, False): c.add("to_bytes", n, l, "big", s, f=lambda n, l, o, s: n.to_bytes(l, o, signed=s))
for i in range(250):
    a, b = big(), rnd.choice([big(), rnd.randrange(-9, 10), 0])
    c.add("floordiv", a, b, f=lambda a, b: a // b); c.add("mod", a, b, f=lambda a, b: a % b)
    c.add("gcd", a, b, f=math.gcd); c.add("lcm", a, b, f=math.lcm)
    m = rnd.choice([big(), rnd.randrange(-20, 20)])
    c.add("powmod", a, rnd.choice([rnd.randrange(-20, 60), big() if rnd.random() < .3 else 3]), m, f=pow)
    k = rnd.choice([rnd.randrange(-2, 130), 2**70 if rnd.random() < .1 else 5])
    c.add("shr", a, k, f=lambda a, k: a >> k)
    if k < 1000: c.add("shl", a, k, f=lambda a, k: a << k)
    c.add("pow", rnd.randrange(-20, 20), rnd.randrange(0, 40), f=pow)
    c.add("isqrt", a, f=math.isqrt)
    c.add("round", a, -rnd.randrange(0, 40), f=round)
c.add("shl", 1, 2**70, f=lambda a, k: a << k); c.add("shl", 0, 2**70, f=lambda a, k: a << k); c.add("shl", 0, -1, f=lambda a, k: a << k)
for i in range(-2, 60, 3):
    c.add("factorial", i, f=math.factorial)
    for k in range(-1, 60, 5): c.add("comb", i, k, f=math.comb); c.add("perm", i, k, f=math.perm)
for n, k in [(2**70, 2), (2**70, 2**70 - 2), (2**70, 2**69), (2**70, 2**71), (10**30, 5)]: c.add("comb", n, k, f=math.comb)
for n, k in [(2**70, 2), (2**70, 2**69), (2**70, 2**71), (10**30, 5), (100, 100)]: c.add("perm", n, k, f=math.perm)
c.add("factorial", 2**63, f=math.factorial)
c.save()

c = Cases("spec")
F = lambda v, s: format(v, s)
cls = {"i": int, "f": float, "s": str, "c": complex, "b": bool}
ivals = [0, 1, -1, 7, -42, 65, 255, 1000, 1234567, -98765432, 10**15, 2**64, -2**100, 0x110000, 0x1f600, 233]
fvals = [0.0, -0.0, 1.0, -1.5, 3.14159, 1234567.891, -1e-5, 1e16, 1e100, float("inf"), -float("inf"), float("nan"), -0.001, 0.5, 999999.5, 2.5, 123456789012345.678, 1e-7, 0.0001]
svals = ["", "a", "abc", "hello world", "é\U0001f600"]
zvals = [0j, 1j, 1 + 2j, -1 - 2j, complex(-0.0, 2), complex(0, -0.0), 1234.5678 - 98765.4321j, complex("inf"), complex("nan+infj"), 1e20 + 1e-20j]


def spec():
    s = ""
    if rnd.random() < .3: s += rnd.choice(["", "", "*", "0", "x", "é", "\U0001f600", "<", " "]) + rnd.choice("<>=^")
    if rnd.random() < .2: s += rnd.choice("+- ")
    if rnd.random() < .08: s += "z"
    if rnd.random() < .15: s += "#"
    if rnd.random() < .2: s += "0"
    if rnd.random() < .5: s += rnd.choice([str(rnd.randrange(1, 25)), "9", "\u0663"])
    if rnd.random() < .25: s += rnd.choice(",,,___") + ("" if rnd.random() < .93 else rnd.choice(",_"))
    if rnd.random() < .35: s += "." + ("" if rnd.random() < .06 else str(rnd.randrange(0, 20)))
    if "." in s and rnd.random() < .3: s += rnd.choice(",_,_") + ("" if rnd.random() < .9 else rnd.choice(",_"))
    if rnd.random() < .85: s += rnd.choice("bcdeEfFgGnosxX%dfgGes" + "" if rnd.random() < .95 else "q\x01\xe9zi!")
    if rnd.random() < .02: s += rnd.choice("fs0,_z ")
    return s


bias = {"i": "bcdoxXneEfFgG%", "f": "eEfFgGn%", "s": "s", "c": "eEfFgGn"}
for t, vals in (("i", ivals), ("f", fvals), ("s", svals), ("c", zvals)):
    for i in range(900 if t in "if" else 400):
        v, s = rnd.choice(vals), spec()
        if rnd.random() < .5 and s and s[-1].isalpha(): s = s[:-1] + rnd.choice(bias[t])
        if t == "f" and rnd.random() < .4: v = rnd.uniform(-1, 1) * 10 ** rnd.randrange(-8, 20)
        if t == "i" and rnd.random() < .4: v = big()
        args = [v] if t != "c" else [v.real, v.imag]
        c.add("fmt_" + t, *args, s, f=(lambda a, b, s: format(complex(a, b), s)) if t == "c" else F)
for s in ["99999999999999999999", ".99999999999999999999", ".2147483648f", ".2147483647", "1.", ".", "._", ".,", ".,f", "._3f", ".3,_f", ",_", "_,", ",,", "__", "c", "+c", "#c", "5c", "<5c", "^5c", "=5c", "05c", ",c", "zd", ".3d", "\x7f", "\x20", "=s", "010s", "z", "n", ",n", "_n", "\u0665d", "é<5", "\ud800", "0<5", "00005", "*<05", "=+#010x", "#_x", ",x", "#,b", "_b", "08_b", "zf", "z.0f", "#.0f", "#g", "#", "#.3", "#.0", "%", ".0%", ",%", "0=10", "<010", ">010", "^010", "!s", "10.5.5", "dd"]:
    for t, v in (("i", 1234567), ("f", -1234567.0625), ("f", -0.04), ("s", "abc"), ("b", True)):
        if s == ".2147483647" and t == "f": continue
        c.add("fmt_" + t, int(v) if t == "b" else v, s, f=(lambda v, s: format(bool(v), s)) if t == "b" else F)
    if "2147483647" not in s: c.add("fmt_c", 1.5, -1234.0, s, f=lambda a, b, s: format(complex(a, b), s))
for v in (0x110000, -1, 2**64, 0x1f600, 0xe9): c.add("fmt_i", v, "c", f=F); c.add("fmt_i", v, "*^6c", f=F)
for i in range(600):
    v = rnd.choice([rnd.uniform(-10, 10) * 10 ** rnd.randrange(-10, 30), rnd.randrange(-999, 999) / 16, rnd.choice(fvals)])
    c.add("fmt_f", v, rnd.choice(["", "#", "+"]) + "." + str(rnd.choice([0, 1, 2, 3, 5, 10, 17, 20, 40])) + rnd.choice("efgEG%"), f=F)
for v in (0.1, 5e-324, 1.7976931348623157e308, 1e22): c.add("fmt_f", v, ".1200f", f=F); c.add("fmt_f", v, ".1200e", f=F); c.add("fmt_f", v, ".800g", f=F)
c.save()
