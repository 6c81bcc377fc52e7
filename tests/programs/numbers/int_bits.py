def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


values = [0, 1, -1, 5, -5, 12, 0xFF, -0x100, 2**61 - 1, -(2**62), 2**63, -(2**64) - 1, 2**100 + 5]
for a in values:
    print(a, ~a, [a & b for b in values])
    print(a, [a | b for b in values])
    print(a, [a ^ b for b in values])
for a in values:
    print(a, [a << s for s in (0, 1, 31, 61, 62, 64, 100)], [a >> s for s in (0, 1, 31, 61, 62, 64, 100, 1000)])
t("1 << -1", "1 >> -1", "1 << 1.0", "1 & 1.0", "0 << 10**9", "5 >> 10**20", "-5 >> 10**20", "0 << 10**30")
t("[v.bit_length() for v in values]", "[v.bit_count() for v in values]", "True | False", "True & 3", "type(True ^ True)", "type(True | 1)")
