print(7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3, divmod(-7, 3), 7 / 2, 2**10, 2**-1, (-2) ** 3)
print(2**64, 2**100, -(2**63), 2**63 - 1, 10**30 // 7, 10**30 % 7, (10**20) * (10**20))
print(1 << 70, (1 << 70) >> 68, -1 >> 5, -5 >> 1, 5 & 3, 5 | 3, 5 ^ 3, ~5, -8 & 0xFF, -1 & (1 << 65))
print(0x1F, 0o17, 0b101, 1_000_000, int("42"), int("-0x1f", 16), int("0b11", 0), int("z", 36), int(3.99), int(-3.99), int("  7\n"))
print(hex(255), oct(8), bin(5), hex(-1), bin(-3), (255).bit_length(), (0).bit_length(), (7).bit_count())
print(abs(-5), abs(-(2**70)), pow(3, 4), pow(3, 4, 5), pow(2, 1000, 1009), pow(3, -1, 7), round(2.5), round(3.5), round(1234, -2))
print(9007199254740993 == 9007199254740992.0, 2**53 + 1 > 2.0**53, 1 == 1.0 == True, hash(1) == hash(1.0))
print(4611686018427387903 + 1, -4611686018427387904 - 1, 4611686018427387904 * 2, 9223372036854775807 + 1, 3037000500**2)
print((5).to_bytes(2, "big"), int.from_bytes(b"\x01\x00", "little"), int.from_bytes(b"\xff", signed=True), (-1).to_bytes(2, "big", signed=True))
print(True + True, True * 5, -True, isinstance(True, int), True & False, True | 2, True ^ True)
a = 1
for i in range(1, 26):
    a *= i
print(a, str(a)[::-1], len(str(a)), sum(map(int, str(a))))
for f in (lambda: 1 // 0, lambda: 1 % 0, lambda: 1 / 0, lambda: int("x1"), lambda: int(""), lambda: 1 << -1, lambda: 0**-1, lambda: pow(2, -1, 4), lambda: int([])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
