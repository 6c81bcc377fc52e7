def check(a, b, c):
    if a and b or not c:
        if a < b < c or (b == 9 and c):
            return 2
        return 1
    return 0


def run(n):
    t = []
    for i in range(n):
        t.append(check(i, i + 1, i % 3))
        if i == 11 and t[-1] >= 0 and not False:
            breakpoint()
    return t


print(run(15))
