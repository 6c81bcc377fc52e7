def divide(a, b):
    if b == 7:
        breakpoint()
    return a // b, a % b


def run(n):
    t = 0
    for i in range(1, n):
        q, r = divide(100, i)
        (x, y), z = divide(q, r + 1), i
        t += q * r - x + y + z
    return t


print(run(13))
