def f(a, b=1, *, c=2, **k):
    if a == 10:
        breakpoint()
    return a + b + c + len(k)


def run(n):
    t = 0
    for i in range(n):
        t += f(i, b=i, c=3)
        t += f(a=i, z=1)
    return t


print(run(13))
