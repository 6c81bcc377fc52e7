def make():
    n = 0

    def bump(k):
        nonlocal n
        n += k
        if n == 36:
            breakpoint()
        return n

    return bump


b = make()
r = [b(i) for i in range(14)]
print(r)
