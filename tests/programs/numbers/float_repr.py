values = [0.0, -0.0, 1.0, 0.1, 0.2, 0.3, 1 / 3, 2 / 3, 1e15, 1e16, 123456789012345678.0, 1e-4, 1e-5, 0.00012345, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 1e22, 1e23, 9007199254740993.0, 0.1 + 0.2, 1e100, 1.5e-10, 100.0, 12.0, 1e1, 3.141592653589793, 2.5, float("inf"), float("-inf"), float("nan"), 4.35, 0.5, 1234.5678, 9.999999999999999e22, 1e21, 6.02214076e23]
for v in values:
    print(repr(v), str(-v), f"{v}", f"{v:f}", f"{v:e}", f"{v:g}", f"{v:.0f}" if abs(v) < 1e20 else "", f"{v:.17g}", f"{v:.1e}", "%r %s" % (v, v), sep=" | ")
print([v.hex() for v in values])
print([float.fromhex(v.hex()) == v for v in values if v == v])
