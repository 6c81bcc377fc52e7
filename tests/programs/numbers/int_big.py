def fact(n):
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r


print(fact(60))
a, b = 3**120, 7**55
print(a, b, a * b, a // b, a % b, a - b, a + b, -a // b, -a % b, divmod(a, -b), sep="\n")
print(a * b // b == a, (a // b) * b + a % b == a, (a << 77) >> 77 == a, (a ^ b) ^ b == a, (a & b) + (a | b) == a + b)
print(str(fact(200))[:50], len(str(fact(200))), int(str(fact(100))) == fact(100))
print(hex(a), oct(b), bin(7**20), int(hex(a), 16) == a)
print(a.bit_length(), (-a).bit_length(), a > b, -a < -b, a == a + 0, a != b, a < float("inf"), a > 1e50, float(a), a / b, 10**400 / 10**399)
print(hash(a) == hash(float(a)) or hash(2**80) == hash(2.0**80), hash(2**61 - 1), hash(2**61), hash(-1), hash(-2), hash(-(2**61)))


def isqrt(n):
    x = 1 << ((n.bit_length() + 1) // 2)
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


print(isqrt(2 * 10**60), isqrt(10**40) == 10**20)


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


print(gcd(fact(30), 2**50), gcd(a * 6, b * 9))
fibs = [0, 1]
for _ in range(300):
    fibs.append(fibs[-1] + fibs[-2])
print(fibs[-1], sum(fibs))
x = 1
for i in range(70):
    x = x * -3 + i
print(x, x >> 13, x & (2**70 - 1), ~x, abs(x))
try:
    10**400 * 1.0
except OverflowError as e:
    print(e)
try:
    10**400 / 3
except OverflowError as e:
    print(e)
