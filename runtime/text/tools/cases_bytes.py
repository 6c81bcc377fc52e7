import binascii
import json
import os
import random
import struct
import subprocess
import sys
import zlib
from caselib import Cases, rnd, show

c = Cases("bytes")
text = lambda n=10: "".join(rnd.choice(["a", "\xe9", "\u20ac", "\U0001f600", "z", "\udc80"]) for _ in range(rnd.randrange(0, n)))
for seed in (0, 1, 42, 4294967295):
    strs = ["", "a", "abc", "\xe9", "\u20ac x", "\U0001f600", "x" * 100, "\ud800"] + [text() for _ in range(15)]
    code = "import sys; [print(hash(s), hash(s.encode('utf-8', 'surrogatepass'))) for s in %s]" % ascii(strs)
    out = subprocess.run(["python3.14", "-c", code], env=dict(os.environ, PYTHONHASHSEED=str(seed)), capture_output=True, text=True, check=True).stdout
    for s, line in zip(strs, out.splitlines()):
        a, b = line.split()
        c.raw("hash_str", seed, s, out="=" + a)
        c.raw("hash_bytes", seed, s.encode("utf-8", "surrogatepass"), out="=" + b)
for i in range(60):
    xs = [rnd.randrange(-2**60, 2**60) for _ in range(rnd.choice([0, 1, 2, 3, 8]))]
    args = [" ".join(map(str, xs))]
    c.raw("hash_tuple", *args, out="=%d" % hash(tuple(xs))); c.raw("hash_frozenset", *args, out="=%d" % hash(frozenset(xs)))
    if len(xs) == 3: c.raw("hash_slice", *args, out="=%d" % hash(slice(*xs)))

for seed in (0, 1, -5, 12345, 2**32, 2**64 + 7, 2**20000 + 3, 10**30):
    r = random.Random(seed)
    out = [r.random().hex() for _ in range(3)] + [show(r.getrandbits(k)) for k in (0, 1, 5, 31, 32, 33, 64, 100, 1000)] + [r.random().hex()]
    c.raw("random", seed, out="=" + "|".join(out) + "|" + str(zlib.crc32(repr(r.getstate()[1]).encode())))

FM = ["", "5", "z", "3", "i 3", "99999999999999999999i", "9223372036854775807i", "ci", "c0i", "cq", "<cq", "@bhilq", "=bhilqnN", "n", "<n", "!i", "^i", "x", "0s", "1 s", "b3xh", "bD", "bF", "<D", "i5", "P", "<P", "\0",
      "0q", "b0q", "9223372036854775807b1b", "1000000000000000000000b", "\n3\t b", "3 b", " @i", "b x i", "4s3p2h", "2F", "?e", "b0i", "9223372036854775807s", "9223372036854775808s"]
for f in FM: c.add("calcsize", f, f=struct.calcsize)
for i in range(150): f = rnd.choice(["", "@", "=", "<", ">", "!"]) + "".join(rnd.choice(["", "2", "3", "0"]) + rnd.choice("xcbB?hHiIlLqQnNPefdFDsp") for _ in range(rnd.randrange(1, 6))); c.add("calcsize", f, f=struct.calcsize)
vals = [0, 1, -1, 127, 128, -128, -129, 255, 256, 32767, 32768, -32769, 65535, 65536, 2**31 - 1, 2**31, -2**31 - 1, 2**32 - 1, 2**32, 2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**64 - 1, 2**64, 2**127, -2**127, 2**200]
for f in "bBhHiIlLqQnNP":
    for v in vals:
        for p in "@<>":
            if f in "nNP" and p != "@": continue
            c.add("pack_i", p + f, v, f=struct.pack)
fl = [0.0, -0.0, 1.0, -1.5, 3.14159, 65504.0, 65519.9, 65520.0, 1e10, 1e300, 3.4028235677973366e38, 3.4028235e38, 5e-324, 1e-8, 6e-8, 2.98e-8, 5.97e-8, 6.1e-5, 6.103515625e-05, float("inf"), -float("inf"), float("nan"), 0.1, 1e-45, 2.0**-25, 2.0**-24 * 1.5, 1.0009765625, 1.00048828125, 1.0014648437]
for f in "efd":
    for v in fl: c.add("pack_f", "<" + f, v, f=struct.pack); c.add("pack_f", ">" + f, v, f=struct.pack)
for f in ["s", "5s", "2s", "p", "5p", "0p", "0s", "1p", "3p", "300p"]:
    for v in [b"", b"a", b"abcdef", b"x" * 290]: c.add("pack_s", f, v, f=struct.pack)
for f in "cbB?hHiIlLqQnNPefdFD":
    for i in range(12):
        n = struct.calcsize(f)
        b = rnd.randbytes(n)
        p = "@" if f in "nNP" else rnd.choice("@<>")
        b = b[:struct.calcsize(p + f)]
        v = struct.unpack(p + f, b)[0]
        if v == v: c.raw("unpack", p + f, b, out="=" + show(v))
for i in range(0, 65536, 997): v = struct.unpack("<e", struct.pack("<H", i))[0]; v == v and c.raw("unpack", "<e", struct.pack("<H", i), out="=" + show(v))
for b in [b"\0abc", b"\2abc", b"\7abc", b"\xffabc", b"\3abc"]: c.raw("unpack", "4p", b, out="=" + show(struct.unpack("4p", b)[0]))
for off in range(-6, 7):
    for n in (0, 3, 4, 8): c.add("offset_un", off, n, f=lambda off, n: (struct.unpack_from("i", bytes(n), off), "ok")[1]); c.add("offset_pk", off, n, f=lambda off, n: (struct.pack_into("i", bytearray(n), off, 1), "ok")[1])

rb = lambda n=40: rnd.randbytes(rnd.randrange(0, n))
for i in range(40):
    b = rb()
    c.add("crc32", b, rnd.randrange(2**32), f=zlib.crc32); c.add("adler32", b, rnd.randrange(2**32), f=zlib.adler32); c.add("crc_hqx", b, rnd.randrange(2**16), f=binascii.crc_hqx)
    c.add("b64enc", b, i % 2 == 0, f=lambda b, n: binascii.b2a_base64(b, newline=n))
    c.add("hex", b, rnd.randrange(-5, 6), f=lambda b, n: b.hex(":", n))
c.add("adler32", b"\xff" * 20000, 1, f=zlib.adler32)
for i in range(400):
    s = "".join(rnd.choice(["QUJD", "YWI=", "YQ==", "=", "A", "AB", "ABC", "\n", "!", "+/", "==", "==="]) for _ in range(rnd.randrange(0, 5))).encode()
    c.add("b64dec", s, rnd.random() < .5, f=lambda s, m: binascii.a2b_base64(s, strict_mode=m))
for s in [b"", b"ab", b"abc", b"zz", b"AbCd", b"a ", b"  "]: c.add("unhexlify", s, f=binascii.unhexlify)
for s in ["", "ab cd", "a", "ab c", "zz", "a z", " ab ", "abc", "a\u0661", "\xe9", "ab\n\tcd", "a b", "ab\x1ccd", "0x", "ab\xa0", "zé", "a\ud800", "abg", "abcg"]: c.add("fromhex", s, f=bytes.fromhex)
for i in range(200):
    s = b"".join(rnd.choice([b"a", b"bcdefghijklmnop" * 3, b" ", b"\t", b"\n", b"\r\n", b"\r", b"=", b".", b"\xe9", b"_", b"\0", b"=41", b"=\n", b"=4", b"==", b"=\r\n", b"~", b"\x7f"]) for _ in range(rnd.randrange(0, 8)))
    q, t, h = rnd.random() < .5, rnd.random() < .6, rnd.random() < .4
    c.add("qpenc", s, q, t, h, f=lambda s, q, t, h: binascii.b2a_qp(s, quotetabs=q, istext=t, header=h))
    c.add("qpdec", s, h, f=lambda s, h: binascii.a2b_qp(s, header=h))
for i in range(60):
    b = rb(48)
    c.add("uuenc", b, i % 2 == 0, f=lambda b, k: binascii.b2a_uu(b, backtick=k))
    if len(b) <= 45:
        e = bytearray(binascii.b2a_uu(b, backtick=i % 3 == 0))
        if rnd.random() < .6: e[rnd.randrange(len(e))] = rnd.choice(b"\x7f a`\n\x01z~")
        c.add("uudec", bytes(e), f=binascii.a2b_uu)
        c.add("uudec", bytes(e[:-2] + b" ` x"[:rnd.randrange(0, 5)]), f=binascii.a2b_uu)
c.add("uudec", b"", f=binascii.a2b_uu)


def scan(s, strict):
    try:
        a, b = json.decoder.scanstring(s, 1, strict)
        return "=" + show(a) + "|" + str(b)
    except json.JSONDecodeError as e:
        return "!" + show(e.msg) + "|" + str(e.pos)


JS = ["a", "\\n", "\\u0041", "\\ud83d", "\\ude00", "\\ud83d\\ude00", "\\", "\"", "\n", "\u20ac", "\\x", "\\u12", "\\u00e9", "\\\"", "\\/", "\ud800", "\\ud83d\\u0041", "\\ud83d\\u00", "\\u", "b", "\\\\", "\\ud83dx", "\\u+123"]
assert json.decoder.scanstring is json.decoder.c_scanstring
for i in range(400):
    s = "\"" + "".join(rnd.choice(JS) for _ in range(rnd.randrange(0, 6))) + rnd.choice(["\"", "\"", "\"tail", "", "\"      "])
    st = rnd.random() < .7
    c.raw("scanstring", s, st, out=scan(s, st))
for i in range(80):
    s = text() + rnd.choice(["\n", "\x00\x1f\x7f", "\"\\/", "\b\f\r\t", ""])
    c.add("jenc_ascii", s, f=json.encoder.encode_basestring_ascii); c.add("jenc", s, f=json.encoder.encode_basestring)
d = json.JSONDecoder(parse_float=lambda s: "f" + s, parse_int=lambda s: "i" + s)
for s in ["0", "-0", "-", "01", "1.", "1.5", "1e5", "1E+5", "1e", "1e+", "-1.5e-10x", "1.e5", "0x1", "-a", "00", "10.25.5", "12345678901234567890", "1e5.5", "+1", ".5", "\u0661", "1\u0661", "-0.0", "1.5e"]:
    try: v, e = d.raw_decode(s); c.raw("jnum", s, out="=%s|%d" % (v, e))
    except ValueError: c.raw("jnum", s, out="=None")
c.save()

# marshal: flat values, and what reading spoilt data says
import marshal

c = Cases("marshal")
for v in [None, True, False, ..., StopIteration, 0, 1, -1, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**45, -2**100, 2**63, 32768**3, 1.5, float("inf"), 1 + 2j, b"", b"abc", "\xe9", "a\ud800", "\U0001f600" * 3, (), [], {}, set(), [1, -2**40], {"\u20ac": 1.5}, (None,) * 300]:
    c.raw("marshal", out="=" + marshal.dumps(v).hex())
for b in [b"", b"i\0\0", b"?", b"l\1\0\0\0\0\0", b"l\1\0\0\0\xff\xff", b"l\0\0\0\x80", b"s\xff\xff\xff\xff", b"z\5ab", b"(\xff\xff\xff\xff", b"[\xff\xff\xff\xff", b"\1", b"g123"]:
    try: marshal.loads(b); out = "=ok"
    except Exception as e: out = "!%s: %s" % (type(e).__name__, e)
    c.raw("bad", b, out=out)
c.save()
