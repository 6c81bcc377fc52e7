def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


b = b"hello world"
t("b[0]", "b[-1]", "b[1:4]", "b[::-1]", "b[100:]", "b[20]", "b['a']", "list(b'ab')", "len(b)", "b.find(b'o')", "b.find(111)", "b.rfind(b'o')", "b.index(b'z')", "b.count(b'l')", "b.count(108)", "b.find('o')", "b'o' in b", "111 in b", "300 in b", "'o' in b", "b.startswith(b'he')", "b.startswith((b'x', b'h'))", "b.startswith('h')", "b.endswith(b'ld')", "b.upper()", "b.title()", "b.capitalize()", "b.swapcase()", "b.replace(b'l', b'L')", "b.replace(b'l', b'', 1)", "b.replace('l', 'x')", "b.split()", "b.split(b'o')", "b.split('o')", "b.split(b'')", "b.rsplit(b'o', 1)", "b.partition(b' ')", "b.rpartition(b'x')", "b.splitlines()", "b'a\\nb\\r\\nc'.splitlines(True)", "b' x '.strip()", "b'xxax'.strip(b'x')", "b'x'.strip('x')", "b.center(15, b'*')", "b.center(15, '*')", "b'7'.zfill(3)", "b.ljust(13, b'-')", "b','.join([b'a', bytearray(b'b')])", "b','.join(['a'])", "b.translate(None, b'l')", "b.translate(bytes(range(256)))", "bytes.maketrans(b'ab', b'xy')[97:99]", "b.translate(b'x')", "b.isalpha()", "b'12'.isdigit()", "b'aB'.isupper()", "b' '.isspace()", "b'Ab'.istitle()", "b.expandtabs()", "b.removeprefix(b'he')", "b.removesuffix(b'x')", "b.hex()", "b'abc'.hex('-')", "b'abcd'.hex(' ', 2)", "b'abcd'.hex(' ', -3)", "bytes.fromhex('61 62 63')", "bytes.fromhex('6')", "bytes.fromhex('zz')", "bytes.fromhex(b'61')", "b'ab' + b'cd'", "b'ab' + 'cd'", "b'ab' * 2", "b'a' < b'b'", "b'a' < 'b'", "b'a' == 'a'", "hash(b'a') == hash(bytes([97]))")
t("bytes()", "bytes(3)", "bytes([1, 2, 255])", "bytes([256])", "bytes([-1])", "bytes(['a'])", "bytes(-1)", "bytes('a')", "bytes(range(3))", "bytes(b'x')", "bytes(bytearray(b'y'))", "bytes(1.5)", "bytes(None)", "bytes((1, 2))", "bytes({1})", "bytes(10**20)", "bytes('a', 'ascii', 'strict')", "b'' or 'empty'", "repr(b'\\x00\\xff\\'')", "str(b'a')", "b'%d' % 5", "b'a'.decode()", "int(b'5')", "b'abc'.__getitem__(1)", "bytes(b'abc'[i] for i in (2, 0))", "max(b'abc')", "sorted(b'cab')", "sum(b'abc')", "bytes(iter([1, 2]))", "list(reversed(b'ab'))", "b'abc'[True]")


class B:
    def __bytes__(self):
        return b"from dunder"


class Bad:
    def __bytes__(self):
        return "str"


t("bytes(B())", "bytes(Bad())", "bytes(object())")
