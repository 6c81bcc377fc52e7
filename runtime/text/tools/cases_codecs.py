import codecs
import warnings
from caselib import Cases, rnd

warnings.simplefilter("ignore")
c = Cases("codecs")
TABLE = "".join(map(chr, range(128))) + "".join(chr(0x400 + i) if i % 3 else "\ufffe" for i in range(100))
EMAP = codecs.charmap_build(TABLE)


def dec(enc, errors, final, b):
    if enc == "charmap": r = codecs.charmap_decode(b, errors, TABLE)
    elif enc == "utf-16": r = codecs.utf_16_ex_decode(b, errors, 0, final)
    elif enc == "utf-32": r = codecs.utf_32_ex_decode(b, errors, 0, final)
    elif enc == "escape": r = codecs.escape_decode(b, errors)
    elif enc in ("ascii", "latin-1"): r = (b.decode(enc, errors), len(b))
    else: r = getattr(codecs, {"utf-8": "utf_8", "utf-7": "utf_7", "utf-16-le": "utf_16_le", "utf-16-be": "utf_16_be", "utf-32-le": "utf_32_le", "utf-32-be": "utf_32_be",
                               "unicode_escape": "unicode_escape", "raw_unicode_escape": "raw_unicode_escape"}[enc] + "_decode")(b, errors, final)
    return [r[0], r[1]] + list(r[2:])


def enc(enc, errors, s):
    if enc == "charmap": return codecs.charmap_encode(s, errors, EMAP)[0]
    return s.encode(enc, errors)


def record(name, f, *args):
    try: out = "=" + __import__("caselib").show(f(*args))
    except UnicodeError as e: out = "!%s|%d|%d|%s" % (e.encoding, e.start, e.end, e.reason)
    except Exception as e: out = "!%s: %s" % (type(e).__name__, e)
    c.raw(name, *args, out=out)


ERR = ["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"]
EERR = ERR + ["xmlcharrefreplace", "namereplace"]
DEC = ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "ascii", "latin-1", "unicode_escape", "raw_unicode_escape", "charmap", "utf-7", "escape"]
TEXT = ["a", "\xe9", "\u20ac", "\U0001f600", "\ud800", "\udcff", "\udc80", "\n", "~", "+", "\\", "\0", "\u0401", "-", "b", "\x7f", "\u0438"]


def data(e):
    r = rnd.random()
    if e == "utf-8":
        parts = [b"a", b"\xc3\xa9", b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"\x80", b"\xc0", b"\xff", b"\xe2\x82", b"\xf0\x9f", b"\xf4\x90", b"\xe0\x80", b"\xed\xa0", b"\xc3"]
    elif "16" in e:
        parts = [b"a\0", b"\0a", b"\x00\xd8", b"\xd8\x00", b"\x00\xdc", b"\xdc\x00", b"\xff\xfe", b"\xfe\xff", b"\xac\x20", b"x"]
    elif "32" in e:
        parts = [b"a\0\0\0", b"\0\0\0a", b"\0\xd8\0\0", b"\0\0\xd8\0", b"\0\0\x11\0", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"x", b"\0\xf6\x01\0"]
    elif e == "utf-7":
        parts = [b"+", b"-", b"AGE", b"2AE", b"3AE", b"A", b"a", b"\xff", b"!", b"+AGE-", b"+2D3eAA-", b"/", b"~", b"IKw", b"\0"]
    elif "escape" in e:
        parts = [b"\\", b"x", b"41", b"u", b"1234", b"U", b"0001f600", b"0011ffff", b"N{", b"EURO SIGN", b"}", b"n", b"\n", b"7", b"777", b"8", b"q", b"\xe9", b"g", b"a", b"\\x", b"\\u00e9", b"'"]
    else:
        parts = [b"a", b"\x80", b"\xff", b"\xe9", b"b", b"\x82"]
    return b"".join(rnd.choice(parts) for _ in range(rnd.randrange(0, 7)))


for e in DEC:
    for i in range(170 if e not in ("ascii", "latin-1", "charmap") else 50):
        errs = rnd.choice(ERR[:3] if e == "escape" else ERR)
        record("dec", dec, e, errs, rnd.random() < .6, data(e))
for e in DEC:
    if e == "escape": continue
    for i in range(90):
        record("enc", enc, e, rnd.choice(EERR), "".join(rnd.choice(TEXT) for _ in range(rnd.randrange(0, 7))))
for cp in range(256): record("enc", enc, "utf-7", "strict", "é" + chr(cp)); record("enc", enc, "unicode_escape", "strict", chr(cp))
for a in range(256):
    record("dec", dec, "utf-8", "strict", True, bytes([a]))
    for b in (0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0): record("dec", dec, "utf-8", "replace", True, bytes([a, b])) if a > 0xbf else None
for b in (b"\xef\xbb\xbfabc", b"\xef\xbb", b"abc", b"\xef\xbb\xff", b""):
    for fin in (True, False): record("decsig", lambda fin, b: b.decode("utf-8-sig") if fin else codecs.getincrementaldecoder("utf-8-sig")().decode(b), fin, b)
for i in range(40): c.add("escenc", rnd.randbytes(rnd.randrange(0, 12)), f=lambda b: codecs.escape_encode(b)[0])
c.save()
