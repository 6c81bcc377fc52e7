class C:
    pass


def run(n):
    c = C()
    t = 0
    for i in range(n):
        c.x = i
        if i % 3 == 0:
            del c.x
            c.y = i
        t += getattr(c, "x", 100)
        if i == 10:
            breakpoint()
    return t, sorted(c.__dict__)


print(run(14))
