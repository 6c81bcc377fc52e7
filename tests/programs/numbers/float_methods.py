def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


t("(0.75).as_integer_ratio()", "(-0.1).as_integer_ratio()", "float('inf').as_integer_ratio()", "float('nan').as_integer_ratio()", "(2.0).is_integer()", "(2.5).is_integer()", "float('inf').is_integer()", "(1.5).conjugate()", "(1.5).real", "(1.5).imag", "(1.5).__trunc__()", "(1.5).__floor__()", "(-1.5).__floor__()", "(1.2).__ceil__()", "float('nan').__ceil__()")
t("round(2.5)", "round(3.5)", "round(-0.5)", "round(2.675, 2)", "round(1.005, 2)", "round(1e22, 3)", "round(1234.567, -2)", "round(1.5, None)", "round(float('nan'))", "round(float('inf'))", "round(float('inf'), 2)", "round(5e-324, 400)", "round(1.5, 400)", "round(15.0, -1)", "round(25.0, -1)", "round(1e308, -308)", "round(1.7e308, -308)", "round(0.5, 0)", "round(-2.5, 0)", "round(1.25, 1)", "round(1.35, 1)", "round(1.5, 'x')", "round('x')")
t("hash(0.5)", "hash(1.0)", "hash(-1.0)", "hash(0.1)", "hash(1e300)", "hash(float('inf'))", "hash(float('-inf'))", "hash(-0.0)", "hash(2.0**61)", "hash(5e-324)", "hash(1.5) == hash(3/2)", "hash(2**100) == hash(2.0**100)")
t("1.5 == 1.5", "1 == 1.0", "2**53 == float(2**53)", "2**53 + 1 == float(2**53 + 1)", "2**53 + 1 > float(2**53)", "10**400 > 1e308", "10**400 < float('inf')", "-10**400 > float('-inf')", "10**400 == float('inf')", "float('nan') in [float('nan')]", "[float('nan')] == [float('nan')]", "(lambda n: [n] == [n])(float('nan'))", "max(1.0, float('nan'))", "max(float('nan'), 1.0)", "min(0.0, -0.0)", "sorted([2.5, 1, 3, -0.5])", "1.5 < 2", "2 > 1.5", "1.5 < 'a'", "0.1 + 0.2 <= 0.3")
t("sum([0.1] * 10)", "sum([1e16, 1.0, -1e16])", "sum([0.1, 0.2, 0.3])", "sum([1, 2.5, 3])", "sum([1e308, 1e308, -1e308])", "sum([float('inf'), 1])", "sum([0.5, 1j])", "abs(-0.0)", "-(0.0)", "+(-0.0)", "bool(0.0)", "bool(float('nan'))", "1.0 .is_integer()", "divmod(7.5, -2)", "int(-0.9)", "float.__getformat__('double')", "1.5.__add__(2)", "1.5.__add__('x')", "1.5.__rpow__(2)")
