def probe():
    breakpoint()
    return 5


def f(a, b, c):
    r = [a < b < c, a < b > c, a == b == c != 7, a <= probe() <= c, a in [b] in [[b]], a is not None is not b]
    if a < b < c:
        r.append("up")
    elif (
        a
        > b
        > c
    ):
        r.append("down")
    while a < b < c:
        a += 5
    return r, a


print(f(1, 2, 3))
print(f(3, 2, 1))
print(f(1, 1, 1))
