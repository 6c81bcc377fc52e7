import unicodedata as U
import zlib
from caselib import Cases, rnd

c = Cases("unicode")
N = 0x110000


def crc(f):
    h = 0
    for cp in range(N):
        h = zlib.crc32((f(chr(cp)) + "\n").encode("utf-8", "surrogatepass"), h)
    return h


B = lambda name: lambda s: str(int(getattr(s, name)()))
PROPS = {n: B(n) for n in "isalpha isalnum isdecimal isdigit isnumeric isspace isprintable isidentifier islower isupper istitle".split()}
PROPS |= {n: (lambda n: lambda s: getattr(s, n)())(n) for n in "lower upper title casefold swapcase capitalize".split()}
PROPS |= {n: (lambda n: lambda s: getattr(U, n)(s))(n) for n in "category bidirectional east_asian_width decomposition".split()}
PROPS |= {n: (lambda n: lambda s: str(getattr(U, n)(s)))(n) for n in "combining mirrored".split()}
PROPS |= {n: (lambda n: lambda s: str(getattr(U, n)(s, -1)))(n) for n in "decimal digit".split()}
PROPS["numeric"] = lambda s: repr(U.numeric(s, -1.0))
PROPS["name"] = lambda s: U.name(s, "")
PROPS["repr"] = repr
PROPS["ascii"] = ascii
for form in "NFC NFD NFKC NFKD".split():
    PROPS[form] = (lambda f: lambda s: U.normalize(f, s))(form)
for k, f in PROPS.items():
    c.raw("crc", k, out="=" + str(crc(f)))

pool = [chr(x) for x in range(0x250)] + list("ΑΣΣΣσςαʹ·ͅ'’.:ǅǈßŉİıﬁﬃ\u0345\u0300\u0301\u0323\u0327\u0308") + [
    chr(x) for x in (0x1f80, 0x1fb3, 0x1fbc, 0x1e9e, 0x10400, 0x10428, 0xd800, 0xdfff, 0xac00, 0xac01, 0x1100, 0x1161,
                     0x11a8, 0x212b, 0x2126, 0x1d15e, 0x2fa1d, 0xfb31, 0x0f73, 0x0958, 0x0cca, 0x0ccb, 0x09c7, 0x09be, 0x1112, 0x1175, 0x11c2)]
hot = list("aAzZΣΣσ .'\u0301\u0323\u0345ǅß1") + [chr(0x1100), chr(0x1161), chr(0x11a8)]
for i in range(300):
    p = hot if i % 2 else pool
    s = "".join(rnd.choice(p) for _ in range(rnd.randrange(0, 9)))
    for n in "lower upper title casefold swapcase capitalize islower isupper istitle isidentifier isprintable".split():
        c.add(n, s, f=lambda s: getattr(s, n)())
    c.add("repr", s, f=repr)
    c.add("ascii", s, f=ascii)
marks = [chr(x) for x in range(N) if U.combining(chr(x))] + [chr(x) for x in range(N) if U.decomposition(chr(x))][::7]
for i in range(500):
    p = hot + rnd.sample(marks, 6) + rnd.sample(pool, 6)
    s = "".join(rnd.choice(p) for _ in range(rnd.randrange(1, 12)))
    for form in "NFC NFD NFKC NFKD".split():
        c.add("normalize", form, s, f=U.normalize)
        if i % 4 == 0:
            c.add("is_normalized", form, s, f=U.is_normalized)
names = ["latin small letter a", "LF", "NEW LINE", "LINE FEED", "BELL", "ALERT", "hangul syllable gag", "HANGUL SYLLABLE GAGA",
         "HANGUL SYLLABLE A", "HANGUL SYLLABLE ", "CJK UNIFIED IDEOGRAPH-4E00", "cjk unified ideograph-4e00", "CJK UNIFIED IDEOGRAPH-04E00",
         "CJK UNIFIED IDEOGRAPH-20000", "CJK UNIFIED IDEOGRAPH-0000", "TANGUT IDEOGRAPH-17000", "NUSHU CHARACTER-1B170",
         "KHITAN SMALL SCRIPT CHARACTER-18B00", "CJK COMPATIBILITY IDEOGRAPH-F900", "KEYCAP DIGIT ONE", "keycap digit one", "", "X", "LATIN SMALL LETTER",
         "EGYPTIAN HIEROGLYPH-13460", "LATIN SMALL LETTER R WITH TILDE", "BYTE ORDER MARK", "EURO SIGN", " EURO SIGN", "EURO  SIGN", "EURO-SIGN"]
for n in names:
    try:
        out = "=" + U.lookup(n)
        out = "=" + "".join(ch if " " <= ch <= "~" else "\\{%x}" % ord(ch) for ch in out[1:])
    except KeyError:
        out = "=None"
    c.raw("lookup", n, out=out)
c.save()
