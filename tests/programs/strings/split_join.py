def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


t("'a b  c'.split()", "' a b '.split()", "' a b '.split(' ')", "''.split()", "''.split(',')", "'a,b,,c,'.split(',')", "'a,b,c'.split(',', 1)", "'a,b,c'.split(',', 0)", "'a,b,c'.split(',', -1)", "'a b c d'.split(None, 2)", "' a  b  c '.split(None, 1)", "'a b c d'.split(maxsplit=2)", "'a,b,c'.rsplit(',', 1)", "' a  b  c '.rsplit(None, 1)", "'a--b--c'.split('--')", "'aXbXc'.split(sep='X')", "'a\\tb\\nc\\x0bd\\x1ce\\u2003f'.split()", "'abc'.split('')", "'abc'.split(5)", "'abc'.split('b', 'x')", "'abc'.split('b', 1.5)", "'abc'.rsplit('')", "'aaa'.split('a')", "'aaa'.rsplit('a', 2)", "'aaaa'.split('aa')")
t("'a\\nb\\r\\nc\\rd'.splitlines()", "'a\\nb\\n'.splitlines()", "'a\\nb\\n'.splitlines(True)", "'a\\x0bb\\x0cc\\x1cd\\x85e\\u2028f'.splitlines()", "''.splitlines()", "'\\n'.splitlines()", "'\\n\\n'.splitlines(keepends=True)", "'abc'.splitlines(5)")
t("','.join(['a', 'b'])", "''.join('abc')", "'-'.join('x')", "'-'.join([])", "', '.join({'k': 1})", "','.join(str(i) for i in range(4))", "','.join(['a', 1])", "','.join([b'a'])", "','.join(5)", "','.join(None)", "','.join(['a', None, 'b'])", "'é'.join('中😀')", "','.join(('a',))", "','.join()", "5 .join", "'x'.join(x for x in ())")


class S(str):
    pass


t("type(S('a').upper())", "type(','.join([S('a')]))", "type(S('x') + 'y')", "type(S('a,b').split(',')[0])", "S('a') == 'a'", "hash(S('a')) == hash('a')", "repr(S('a'))", "type(str(S('a')))", "f'{S(5)}'", "S('a') * 2", "S()")
