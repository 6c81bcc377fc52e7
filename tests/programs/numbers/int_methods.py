def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


t("(300).to_bytes(2, 'big')", "(300).to_bytes(2, 'little')", "(300).to_bytes(4)", "(5).to_bytes()", "(-2).to_bytes(2, signed=True)", "(256).to_bytes(1)", "(-1).to_bytes(2)", "(1).to_bytes(-1)", "(1).to_bytes(2, 'middle')", "(0).to_bytes(0)", "(128).to_bytes(1, signed=True)")
t("int.from_bytes(b'\\x01\\x02')", "int.from_bytes(b'\\x01\\x02', 'little')", "int.from_bytes(b'\\xff\\xfe', signed=True)", "int.from_bytes([1, 2, 3])", "int.from_bytes(b'')", "int.from_bytes('x')", "int.from_bytes([256])", "bool.from_bytes(b'\\x02')")
t("(10).as_integer_ratio()", "(7).is_integer()", "(7).__floor__()", "round(7)", "round(15, -1)", "round(25, -1)", "round(-15, -1)", "round(12345, -3)", "round(5, 2)", "round(5, None)", "round(5, 1.0)", "(5).__round__(-2)", "round(55, -2)", "round(10**30 + 5, -1)")
t("pow(2, 10)", "pow(2, 10, 1000)", "pow(2, -1, 5)", "pow(-2, 3, 7)", "pow(2, 3, -5)", "pow(2, 3, 0)", "pow(4, -1, 8)", "pow(2, 3, 1)", "pow(2.0, 3, 5)", "pow(2, 3, 1.5)", "pow(10**20, 10**18, 97)", "pow(3, -3, 7)", "pow(0, 0, 1)", "pow(base=2, exp=5)", "pow('a', 2)")
t("abs(-3)", "abs(-(2**64))", "divmod(17, -5)", "divmod(-17, 5)", "divmod(10**25, 10**12 + 1)", "bin(-10)", "oct(64)", "hex(2**70)", "hex(1.0)", "bin('a')")
t("(1).__add__(2)", "(1).__add__(2.0)", "(1).__truediv__(0)", "(5).__rsub__(8)", "(5).__pow__(2, 3)", "(5).__bool__()", "(0).__hash__()", "(5).__lt__(7)", "(5).__eq__('5')", "int.__add__(1)", "int.__add__('a', 1)", "(5).__format__('03d')", "(5).__divmod__(2)", "(3).__index__()", "(1).real.imag")
