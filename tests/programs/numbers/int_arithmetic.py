def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


values = [0, 1, -1, 2, -2, 7, -7, 10, -10, 255, 2**31, -(2**31), 2**61, -(2**61), 2**62, 2**63 - 1, -(2**63), 2**64 + 3]
for a in values:
    print(a, [a + b for b in values])
    print(a, [a - b for b in values])
    print(a, [a * b for b in values])
for a in values:
    print(a, [(a // b, a % b) for b in values if b])
t("1 // 0", "1 % 0", "divmod(1, 0)", "0 ** -1", "0 ** 0", "(-1) ** 1001", "2 ** 200", "(-3) ** 5", "7 ** -2")
t("True + 1", "True * False", "-True", "+True", "~True", "5 .real", "(5).imag", "(5).numerator", "(5).denominator", "(5).conjugate()")
