def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


t("int()", "int('0')", "int('-0')", "int('+5')", "int(' 42 ')", "int('1_000')", "int('0x1F', 16)", "int('0x1F', 0)", "int('0b101', 0)", "int('0o17', 0)", "int('ff', 16)", "int('Zz', 36)", "int('11', 2)", "int(b'12')", "int(bytearray(b'7'))", "int('\u0663\u0664')", "int('-0b1', 2)")
t("int('')", "int(' ')", "int('1 2')", "int('1__0')", "int('_1')", "int('1_')", "int('0x')", "int('08', 0)", "int('00', 0)", "int('12', 2)", "int('1', 1)", "int('1', 37)", "int('1', -1)", "int(1, 2)", "int('1.5')", "int(None)", "int('1', base='x')", "int([], 3)", "int(x=1)", "int('5', base=8)", "int('a\\0b')", "int('9'*50 + 'z')")
t("int(1.9)", "int(-1.9)", "int(1e30)", "int(float('inf'))", "int(float('nan'))", "int(1j)", "int(True)", "int('1' * 60)")


class Index:
    def __index__(self):
        return 7


class Int:
    def __int__(self):
        return 8


class BadInt:
    def __int__(self):
        return "x"


class Trunc:
    def __trunc__(self):
        return 3


t("int(Index())", "int(Int())", "int(BadInt())", "int(Trunc())", "int('10', Index())", "hex(Index())", "[0] * Index()", "range(Index())", "(9).__add__(Index())", "1 << Index()")
