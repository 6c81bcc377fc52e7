def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


t("format(42)", "format(42, '')", "format(42, 'd')", "format(42, '5d')", "format(42, '<5d') + '|'", "format(42, '^5d') + '|'", "format(42, '>5d')", "format(42, '05d')", "format(-42, '06d')", "format(42, '+d')", "format(42, ' d')", "format(-42, ' d')", "format(-42, '=6d')", "format(42, '*^9')", "format(42, '*=+9')", "format(42, 'x')", "format(42, 'X')", "format(42, '#x')", "format(42, '#X')", "format(42, '#o')", "format(42, 'b')", "format(42, '#010b')", "format(-42, '#x')", "format(1234567, ',')", "format(1234567, '_')", "format(2**40, '_x')", "format(2**40, '_b')", "format(1234567, '012,')", "format(1234567, '015_d')", "format(65, 'c')", "format(0x1F600, 'c')", "format(42, 'n')", "format(42, 'e')", "format(42, '.2f')", "format(42, 'g')", "format(42, '%')", "format(10**30, ',')", "format(10**30, 'e')", "format(True)", "format(True, 'd')", "format(True, '5')", "format(0, '#b')", "format(0, '+')", "format(-0, 'x')", "format(5, '3c') + '|'")
t("format(42, '.2d')", "format(42, 's')", "format(42, ',x')", "format(42, '_c')", "format(42, '+c')", "format(42, '#c')", "format(-1, 'c')", "format(2**40, 'c')", "format(42, 'y')", "format(42, '5.')", "format(42, ',,')", "format(42, ',_')", "format(42, '_,')", "format(42, 'dd')", "format(42, '{}')", "format(42, 5)", "format(42, '99999999999999999999d')", "format(10**400, 'f')", "format(42, 'z')", "format(42, '=')", "format(42, '<<5')", "format(42, '1000000000000000000000')", "(5).__format__(None)")
for n in (0, 5, -5, 255, -(2**65)):
    print([format(n, spec) for spec in ("d", "8", "<8", "^8", "=8", "08", "+8", "x", "#o", "b", "_b", ",", "#_x")])
