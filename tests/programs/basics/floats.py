print(0.1 + 0.2, 1 / 3, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 0.0001234, 5e-324, 1.7976931348623157e308, 1e22, 1e23)
print(-0.0, 0.0 == -0.0, float("inf"), -float("inf"), float("nan"), float("nan") == float("nan"), 1.0, 100.0, 1.5e300 * 1e10)
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), 2.0**0.5, (-8.0) ** 3, 2**0.5, 4**-0.5)
print(round(2.675, 2), round(0.5), round(1.5), round(-2.5), round(1e300), round(3.14159, 3), round(1234.5, -2), round(5.0))
print(int(1e20), float(10**20), float("1_0.5"), float(" 1e3 "), float("1e400"), float("-1e-400"), float(True))
print((0.1).as_integer_ratio(), (2.5).is_integer(), (2.0).is_integer(), (0.1).hex(), float.fromhex("0x1.8p3"))
print(1.0 < 2, 1.5 > 1, 1 == 1.0, 0.1 + 0.2 == 0.3, max(1.5, 2), min(1, 0.5), sum([0.1] * 10), abs(-1.5))
print(f"{3.14159:.2f} {1e10:g} {1234567.891:,.2f} {0.00001:e} {5:.1f} {0.5:%} {1e100:.3g} {-1.5:+} {1.5: }")
print(str(1e300 * 1e300), repr(1.1), 1.1 + 2.2, 3.0 * 1.1, 1e-10, 12345678.9, 0.1 * 3, 1e5, 1e17, 123e-7)
for f in (lambda: 1.0 / 0, lambda: 1.0 % 0, lambda: 1.0 // 0, lambda: float("x"), lambda: int(float("inf")), lambda: int(float("nan")), lambda: 10.0**400, lambda: (-1.0) ** 0.5, lambda: 0.0**-1, lambda: float(10**400), lambda: float([])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
