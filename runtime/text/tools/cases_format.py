import _string
from caselib import Cases, rnd

c = Cases("format")
ivals = [0, 1, -1, 7, -42, 255, 1234567, 2**64, -2**100]
fvals = [0.0, -0.0, 1.0, -1.5, 3.14159, 1234567.891, -1e-5, 1e16, 1e100, float("inf"), -float("inf"), float("nan"), 0.5, 999999.5, 2.5]


def flags():
    return "".join(rnd.choice("-+ #0") for _ in range(rnd.choice([0, 0, 1, 1, 2, 3]))) + rnd.choice(["", "", "5", "12", "30"]) + rnd.choice(["", "", ".", ".0", ".3", ".20"]) + rnd.choice(["", "", "", "l", "h"])


for i in range(500):
    c.add("pf_i", "%" + flags() + rnd.choice("dioxXu"), rnd.choice(ivals), f=lambda f, v: f % v)
    c.add("pf_f", "%" + flags() + rnd.choice("eEfFgG"), rnd.choice(fvals), f=lambda f, v: f % v)
    if i < 150: c.add("pf_s", "%" + flags() + "s", rnd.choice(["", "a", "hello world", "\xe9\u1234"]), f=lambda f, v: f % (v,))


def segments(f):
    """What a format does to plenty of string arguments, or its error."""
    class M(dict):
        def __missing__(self, k): return "<" + k + ">"
    return f % M() if "(" in f else f % (("s",) * f.replace("%%", "").count("%"))


for f in ["", "abc", "%", "%%", "a%%b", "%s", "%(a)s", "%(a", "%(a(b)c)s", "%()s", "%y", "%\xe9", "%\x01", "%l", "%ls", "%lls", "%z", "%-", "%.", "%5", "x%sy%sz", "%99999999999999999999s", "%.99999999999999999999s",
          "%.2147483648s", "%5%", "%(a)%", "%é", "%(a)(b)s", "%\u1234", "%~", "%\x7f", "%\x1f", "%s%%%s", "%(k)s%%", "%h", "%#s", "%05s", "%(a)5s|%(b)-5s|", "%+5.1s"]:
    c.add("segments", f, f=segments)
for i in range(300):
    f = "".join(rnd.choice("%%%%s(a)s-+ #0.5lyb") for _ in range(rnd.randrange(1, 8)))
    if "*" not in f and not ("(" in f and "%%" in f) and not ("(" in f and "%" in f.replace("%(", "").replace("%%", "")): c.add("segments", f, f=segments)


def markup(f):
    return "".join("[%s;%s;%s;%s]" % (a, b, x, y) for a, b, x, y in _string.formatter_parser(f))


def split(f):
    a, b = _string.formatter_field_name_split(f)
    return "%r%s" % (a, "".join("/%d%r" % x for x in b))


fixed = ["{", "}", "{0", "{0!", "{0!r", "{0!rx}", "{0!}", "{0:", "{0:{", "{0:{1}", "{0[", "{0[a", "{0[]}", "{0.}", "{a{b}}", "{0!x}", "{:{:{:}}}", "{0[}]}", "{{}}", "{{}", "{}}", "{0!r}}", "a}b", "{:}}", "{:{{}}}", "", "abc", "{}", "{!r:}",
         "{{a}}{b}{{", "{0!é:x}", "{[}]}", "{a:b:c}", "{a!r!s}", "{a:!r}"]
for s in fixed: c.add("markup", s, f=markup)
for i in range(500): c.add("markup", "".join(rnd.choice("{}{}{}!:[].a0r") for _ in range(rnd.randrange(1, 9))), f=markup)
for s in ["a.b[c][1].d", "", "0", "0[x", "a..b", "a[1]b", "a[]", "\u0661[\u0661]", "12a", "[x]", "99999999999999999999", "a[99999999999999999999]", "9223372036854775807", "9223372036854775808", "a.", ".a", "a]b", "-1", " 0", "0x", "a[b.c]", "a[0][x y].z", "a.b]c", "a[[]"]: c.add("split", s, f=split)
for i in range(300): c.add("split", "".join(rnd.choice("ab01.[][].") for _ in range(rnd.randrange(1, 9))), f=split)
for s in [x for x in fixed if "a.b" not in x] + ["{}{0}", "{0}{}", "{a}{}", "{}{a}{0}", "{}{}", "{:{}}{}", "{0:{}}", "{:{0}}", "{0:{0}}", "{0!\x01}", "{!z}", "{!~}", "{!\x7f}"]:
    c.add("format", s, f=lambda s: s.format(5, 6, a="x", b="y"))
c.save()
