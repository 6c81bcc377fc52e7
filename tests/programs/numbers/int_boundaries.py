for n in (2**30, 2**31, 2**32, 2**60, 2**61, 2**62, 2**63, 2**64, 2**127, 2**128):
    for d in (-2, -1, 0, 1, 2):
        v = n + d
        w = -n + d
        print(v, w, v - n, w + n, v * 2, v * v, v // 3, w // 3, v % 1000, w % 1000, -v, ~w, v >> 1, w >> 1, v << 1, v == n, hash(v), float(v) == v)
total = 2**62 - 5
for i in range(10):
    total += 1
    print(total, end=" ")
print()
down = -(2**62) + 3
for i in range(6):
    down -= 1
    print(down, end=" ")
print()
p = 1
for i in range(66):
    p += p
print(p)
m = 3037000499
print(m * m, (m + 1) * (m + 1), -m * (m + 5), 4294967296 * 2147483648, 4294967295 * 4294967297)
