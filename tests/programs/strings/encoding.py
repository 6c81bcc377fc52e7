def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


t("'é'.encode()", "'é'.encode('latin-1')", "'é'.encode('ascii')", "'é'.encode('ascii', 'ignore')", "'é'.encode('ascii', 'replace')", "'é中'.encode('ascii', 'backslashreplace')", "'é'.encode('ascii', 'xmlcharrefreplace')", "'é'.encode('ascii', 'namereplace')", "'é'.encode('ascii', 'nope')", "'中'.encode('latin-1')", "'a中b'.encode('latin-1', 'replace')", "'é'.encode('utf-16-le')", "'😀'.encode('utf-16-be')", "'é'.encode('utf-16')", "'a'.encode('utf-32-le')", "'é'.encode('utf-8-sig')", "'\\udcff'.encode('utf-8', 'surrogateescape')", "'\\ud800'.encode('utf-8', 'surrogatepass')", "'\\ud800'.encode('utf-8')", "'a'.encode('no-such-codec')", "'a'.encode(5)", "''.encode()", "'é'.encode(encoding='latin1', errors='strict')", "'aé'.encode('UTF8')", "'é'.encode('cp1252')")
t("b'\\xc3\\xa9'.decode()", "b'\\xe9'.decode('latin-1')", "b'\\xe9'.decode()", "b'a\\xe9b'.decode('utf-8', 'ignore')", "b'a\\xe9b'.decode('utf-8', 'replace')", "b'a\\xe9b'.decode('utf-8', 'backslashreplace')", "b'\\xff'.decode('utf-8', 'surrogateescape')", "b'\\xc3'.decode()", "b'\\xe4\\xb8'.decode('utf-8', 'replace')", "b'\\xed\\xa0\\x80'.decode('utf-8', 'replace')", "b'\\xf4\\x90\\x80\\x80'.decode('utf-8', 'replace')", "b'\\xc0\\x80'.decode('utf-8', 'replace')", "b'\\x80'.decode('ascii')", "b'a\\x80'.decode('ascii', 'replace')", "b'\\xff\\xfea\\x00'.decode('utf-16')", "b'a'.decode('utf-16-le')", "b'a\\x00'.decode('utf-16-le')", "b'\\xef\\xbb\\xbfx'.decode('utf-8-sig')", "b'x'.decode('nope')", "str(b'\\xc3\\xa9', 'utf-8')", "str(b'x')", "str(b'\\xff', errors='replace')", "str('x', 'utf-8')", "str(5, 'utf-8')", "bytes('é', 'utf-8')", "bytes('é')", "bytes(5, 'utf-8')", "bytearray('é', 'latin-1')")
for bad in (b"\xff", b"ab\xc3", b"\xe2\x28\xa1", b"\xf0\x9f\x98", b"\xed\xa0\x80"):
    try:
        bad.decode("utf-8")
    except UnicodeDecodeError as e:
        print(e, (e.encoding, e.start, e.end, e.reason, e.object), e.args[1:4])
for c in ("a", "é", "中", "😀", "\x00"):
    print(ord(c), chr(ord(c)) == c, c.encode(), len(c.encode()), c.encode("utf-16-le").hex(), hex(ord(c)))
t("ord('')", "ord('ab')", "ord(5)", "ord(b'a')", "ord(b'ab')", "chr(0x10FFFF)", "chr(0x110000)", "chr(-1)", "chr('a')", "chr(1.5)", "chr(2**70)")
