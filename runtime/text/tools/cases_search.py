from caselib import Cases, rnd

c = Cases("search")
ALPH = ["ab", "ab\u20ac", "a\u20ac\U0001f600", "aA1 _"]


def s(n=14):
    a = rnd.choice(ALPH)
    return "".join(rnd.choice(a) for _ in range(rnd.randrange(0, n)))


SP = ["a", " ", "\t", "\n", "\r", "\r\n", "\x0b", "\x1c", "\x85", "\u2028", "\u3000", "bc", "\xa0"]
BSP = [x for x in SP if ord(x[0]) < 128]
for i in range(220):
    h = s()
    n = h[(k := rnd.randrange(len(h) + 1)):k + rnd.randrange(0, 4)] if rnd.random() < .6 else s(4)
    a, b = rnd.randrange(-16, 16), rnd.randrange(-16, 16)
    c.add("find", h, n, a, b, f=str.find); c.add("rfind", h, n, a, b, f=str.rfind); c.add("count", h, n, a, b, f=str.count)
    m = rnd.randrange(-1, 4)
    c.add("split", h, n, m, f=str.split); c.add("rsplit", h, n, m, f=str.rsplit)
    c.add("partition", h, n, f=str.partition); c.add("rpartition", h, n, f=str.rpartition)
    c.add("replace", h, n, rnd.choice(["", "X", "YZ"]), m, f=str.replace)
    w = "".join(rnd.choice(SP) for _ in range(rnd.randrange(0, 8)))
    c.add("splitw", w, m, f=lambda w, m: w.split(None, m)); c.add("rsplitw", w, m, f=lambda w, m: w.rsplit(None, m))
    c.add("splitlines", w, i % 2 == 0, f=str.splitlines); c.add("strip", w, f=str.strip); c.add("lstrip", w, f=str.lstrip); c.add("rstrip", w, f=str.rstrip)
    c.add("stripc", h, n, f=str.strip)
    wb = "".join(rnd.choice(BSP) for _ in range(rnd.randrange(0, 8))).encode()
    c.add("bsplitw", wb, m, f=lambda w, m: w.split(None, m)); c.add("bsplitlines", wb, i % 2 == 0, f=bytes.splitlines)
    c.add("bstrip", wb, f=bytes.strip)
    t = "".join(rnd.choice(["\t", "a", "\n", "bc", "\r", "\u20ac"]) for _ in range(rnd.randrange(0, 8)))
    c.add("expandtabs", t, rnd.randrange(-1, 9), f=str.expandtabs)
    c.add("center", h, rnd.randrange(-2, 20), f=str.center); c.add("zfill", rnd.choice(["", "-", "+", "--"]) + h, rnd.randrange(-2, 20), f=str.zfill)
    bb = "".join(rnd.choice("aAzZ 1_\xe9") for _ in range(rnd.randrange(0, 6))).encode("latin-1")
    for name in "title capitalize swapcase isalpha isalnum isdigit isspace islower isupper istitle".split(): c.add("b" + name, bb, f=lambda b: getattr(b, name)())
for h, n in [("a" * 200 + "b", "a" * 50 + "b"), ("ab" * 100, "abab" * 10 + "b"), ("\u20ac" * 300, "\u20ac" * 100 + "a"), ("b" + "a" * 200, "b" + "a" * 50), ("\u20ac" * 300 + "a", "\u20ac" * 20 + "a"), ("a" + "\u20ac" * 300, "a" + "\u20ac" * 20), ("\u20acab" * 90 + "\u20acb", "\u20acab" * 20 + "\u20acb")]:
    c.add("find", h, n, 0, 999, f=str.find); c.add("rfind", h, n, 0, 999, f=str.rfind); c.add("count", h, n, 0, 999, f=str.count)
c.save()
