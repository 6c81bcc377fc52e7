def bisect(f, lo, hi, eps=1e-9):
    n = 0
    while hi - lo > eps:
        mid = (lo + hi) / 2
        n += 1
        if (f(lo) < 0) == (f(mid) < 0):
            lo = mid
        else:
            hi = mid
    return round(lo, 6), n


def newton(f, df, x):
    for i in range(20):
        step = f(x) / df(x)
        x -= step
        if abs(step) < 1e-12:
            return round(x, 9), i
    raise ArithmeticError("no convergence")


def simpson(f, a, b, n=100):
    h = (b - a) / n
    return h / 3 * (f(a) + f(b) + sum((4 if i % 2 else 2) * f(a + i * h) for i in range(1, n)))


def solve(m, v):
    a = [r[:] + [x] for r, x in zip(m, v)]
    n = len(a)
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(a[r][i]))
        if a[p][i] == 0:
            raise ZeroDivisionError("singular")
        a[i], a[p] = a[p], a[i]
        for r in range(n):
            if r != i:
                k = a[r][i] / a[i][i]
                a[r] = [x - k * y for x, y in zip(a[r], a[i])]
    return [round(a[i][n] / a[i][i], 9) for i in range(n)]


def egcd(a, b):
    if not b:
        return a, 1, 0
    g, x, y = egcd(b, a % b)
    return g, y, x - a // b * y


print(bisect(lambda x: x * x - 2, 0, 2))
print(newton(lambda x: x**3 - 27, lambda x: 3 * x**2, 5.0))
print(round(simpson(lambda x: x * x, 0, 3), 9), round(simpson(lambda x: 1 / x, 1, 2), 6))
print(solve([[2, 1], [1, 3]], [3, 5]), solve([[0, 2, 1], [1, -2, -3], [-1, 1, 2]], [-8, 0, 3]))
for bad in (lambda: solve([[1, 2], [2, 4]], [1, 2]), lambda: newton(lambda x: x * x + 1, lambda x: 2 * x, 0.5), lambda: newton(lambda x: 1, lambda x: 0, 1)):
    try:
        print(bad())
    except ArithmeticError as e:
        print(type(e).__name__, e)
print(egcd(240, 46), pow(17, -1, 3120), [n for n in range(2, 60) if pow(2, n - 1, n) == 1 or n == 2])
x, series = 0.5, 0.0
for k in range(30):
    series += (-1) ** k * x ** (2 * k + 1) / (2 * k + 1)
print(round(series, 12))
n, total = 0, 0.0
while (term := 1 / 2**n) > 1e-12:
    total += term
    n += 1
print(total, n)


def escapes(c):
    z = 0j
    return any(abs(z := z * z + c) >= 4 for _ in range(20))


for y in range(-4, 5):
    print("".join("." if escapes(complex(x / 8, y / 4)) else "#" for x in range(-16, 5)))
