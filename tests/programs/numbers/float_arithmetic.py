def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


inf, nan = float("inf"), float("nan")
values = [0.0, -0.0, 1.0, -1.5, 0.1, 3.7, 1e308, 5e-324, inf, -inf, nan]
for a in values:
    print(a, [a + b for b in values], [a - b for b in values])
    print(a, [a * b for b in values], [a / b if b else None for b in values])
for a in values:
    print(a, [(a // b, a % b) if b else None for b in values])
for a in values:
    print(a, [a < b for b in values], [a == b for b in values], [a >= b for b in values])
t("1.0 / 0", "1.0 // 0", "1.0 % 0", "divmod(1.0, 0)", "0.0 ** -1", "inf ** 0", "nan ** 0", "1.0 ** nan", "(-2.0) ** 3", "(-2.0) ** -3", "2.0 ** 1024", "1e200 ** 2", "(-1.0) ** inf", "0.0 ** inf", "2 ** -1074", "2.0 ** -1075", "10.0 ** -400", "(-0.0) ** 3", "(-0.0) ** -3")
t("-7.5 // 2", "-7.5 % 2", "7.5 % -2", "divmod(-7.5, 2)", "1e300 % 7", "5.0 % inf", "-5.0 % inf", "5.0 // -inf", "0.3 % 0.1", "0.3 // 0.1", "-0.0 % 5", "0.0 % -5", "1.5 + 2**60", "2**1000 * 1.0", "2**1024 * 1.0", "1.0 + 2**1024", "1 + 1e16 - 1e16")
