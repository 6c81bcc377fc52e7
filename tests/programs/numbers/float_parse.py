def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


t("float()", "float('1')", "float('-1.5e3')", "float('.5')", "float('5.')", "float('1e5')", "float('1E-5')", "float('+1')", "float(' 2.5\\n')", "float('1_000.5')", "float('inf')", "float('-Infinity')", "float('NaN')", "float('+nan')", "float('iNf')", "float(b'1.5')", "float('\u0661.\u0665')", "float('1e400')", "float('-1e400')", "float('1e-400')", "float('0x1p3')")
t("float('')", "float('.')", "float('e5')", "float('1e')", "float('1__0')", "float('1_')", "float('_1')", "float('1._5')", "float('1 2')", "float('infi')", "float('--1')", "float(None)", "float([])", "float('abc')", "float(1j)", "float('1', 2)", "float(x=1)", "float('1\\0')")
t("float(10**308)", "float(10**309)", "float(2**53 + 1)", "float(2**53 + 3)", "float(True)", "float('179769313486231580793e289')", "float('9007199254740993')", "float('0.1' + '0' * 400 + '1')", "float('2.2250738585072011e-308')", "float('4.9406564584124654e-324')", "float('2.4703282292062327e-324')", "float('2.4703282292062328e-324')")
t("float.fromhex('0x1.8p1')", "float.fromhex('-0x.8')", "float.fromhex('inf')", "float.fromhex('1')", "float.fromhex('zz')", "float.fromhex('0x1p2000')", "float.fromhex('0x1.fffffffffffff8p0')", "(0.0).hex()", "(-1.5).hex()", "(5e-324).hex()", "(1e308).hex()", "float('nan').hex()")


class F:
    def __float__(self):
        return 2.5


class I:
    def __index__(self):
        return 4


class Bad:
    def __float__(self):
        return 1


t("float(F())", "float(I())", "float(Bad())", "F() + 1.0", "1.5 .__float__()", "float.__new__(float, 3)")
