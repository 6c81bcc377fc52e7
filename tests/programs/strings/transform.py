def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


t("'  x '.strip()", "'xxhixx'.strip('x')", "'abcba'.strip('ab')", "'\\t\\n x\\u3000'.strip()", "'  x '.lstrip()", "'  x '.rstrip()", "'x'.strip('')", "'x'.strip(None)", "'x'.strip(5)", "''.strip()", "'hello'.replace('l', 'L')", "'hello'.replace('l', 'L', 1)", "'hello'.replace('l', '')", "'hello'.replace('', '-')", "'hello'.replace('', '-', 2)", "''.replace('', 'x')", "'hello'.replace('lo', 'LOOO')", "'aaa'.replace('aa', 'b')", "'hello'.replace('x', 'y')", "'hello'.replace('l', 'L', count=1)", "'hello'.replace('l')", "'hello'.replace(1, 2)", "'hello'.replace('l', None)", "'hello'.replace('l', 'é')")
t("'abc'.center(9)", "'abc'.center(8, '*')", "'abc'.center(2)", "'abcd'.center(7, '*')", "'abc'.ljust(5, '.')", "'abc'.rjust(5, '.')", "'abc'.ljust(5, 'xy')", "'abc'.center(5, '')", "'abc'.rjust('5')", "'42'.zfill(5)", "'-42'.zfill(5)", "'+42'.zfill(5)", "''.zfill(3)", "'--1'.zfill(5)", "'a\\tb'.expandtabs()", "'a\\tb\\tc'.expandtabs(4)", "'\\ta'.expandtabs(0)", "'ab\\n\\tc'.expandtabs(3)", "'abc'.expandtabs('x')")
t("'hello'.translate({104: 'H', 101: None, 108: 'LL'})", "'abc'.translate(str.maketrans('ab', 'xy'))", "'abc'.translate(str.maketrans('a', 'x', 'c'))", "'abc'.translate(str.maketrans({'a': '1', 98: 50, 'c': None}))", "str.maketrans('ab', 'x')", "str.maketrans({'ab': 1})", "str.maketrans(5)", "str.maketrans('a', 5)", "'abc'.translate({97: 0x110000})", "'abc'.translate({97: 1.5})", "'abc'.translate('xyz' * 40)", "'abc'.translate(5)", "'é中'.translate({0xe9: 'e'})")
t("'abc'[1]", "'abc'[-1]", "'abc'[3]", "'abc'[-4]", "'abc'['a']", "'abc'[1.0]", "'abc'[None]", "'abc'[True]", "'abc'[::-1]", "'abc'[5:]", "'abc'[1:10**20]", "'abcdef'[::2]", "'abcdef'[4:1:-2]", "'abc'[::0]", "'ab' * 3", "3 * 'ab'", "'ab' * 0", "'ab' * -1", "'ab' * True", "'a' * 10**20", "'abc' + 5", "5 + 'abc'", "'a' 'b' * 2", "'abc' < 'abd'", "'Z' < 'a'", "'a' < 'aa'", "'é' > 'z'", "'\\ud800' < '\\U00010000'", "'abc' == b'abc'", "len('é中😀')", "max('héllo')", "sorted('hello')", "list('ab')", "tuple('')", "'abc'.__contains__('b')", "'abc'.__getitem__(0)", "'a'.__lt__('b')", "'a'.__lt__(1)", "'a'.__mul__('b')", "'abc'.__len__()")
try:
    "abc"[0] = "x"
except TypeError as e:
    print(e)
try:
    del "abc"[0]
except TypeError as e:
    print(e)
