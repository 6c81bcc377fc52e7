def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


for v in (0.0, -0.0, 1.0, -1.5, 3.14159265, 1234567.891, 1e-7, 1e16, 2.5e200, float("inf"), float("-inf"), float("nan")):
    print([format(v, s) for s in ("", "f", ".0f", ".3f", "e", ".2e", "E", "g", ".3g", "G", "#g", "%", ".1%", ",.2f", "_.1f", "+", " ", "010", "+010.2f", "<12.3", ">12", "^12.1f", "*=12.1f", "#.0f", "n", ".10", "z.1f", "12,.1f", "012,.1f")])
t("format(1.5, 'd')", "format(1.5, 'x')", "format(1.5, 's')", "format(1.5, 'c')", "format(1.5, '.')", "format(1.5, '.1000000000000')", "format(1.5, '#')", "format(1.5, ',')", "format(12345.678, ',')", "format(12345.678, '_')", "format(1.5, 'k')", "format(-0.01, 'z.1f')", "format(-0.06, 'z.1f')", "format(1e10, ',.0f')", "format(0.000123, 'g')", "format(0.0000123, 'g')", "format(123456789.0, 'g')", "format(1e6, 'g')", "format(100000.0, 'g')", "format(2.5, '.0f')", "format(3.5, '.0f')", "format(0.5, '.0f')", "format(1.0, '.0')", "format(1.0, '.1')", "format(12.34, '.1')", "format(1.1, '.60f')", "format(1e308, 'f')[:20]", "format(0.1, '.0e')", "format(1.5, '.2,f')", "format(123456.654321, ',.6_f')", "format(1234.56789, '.5,f')")
