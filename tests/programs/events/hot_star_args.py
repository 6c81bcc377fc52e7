def f(*args, **kw):
    if args[0] == 10:
        breakpoint()
    return sum(args) + kw.get("k", 0)


def run(n):
    t = 0
    for i in range(n):
        a = (i, 1)
        t += f(*a) + f(*a, k=i)
    return t


print(run(13))
