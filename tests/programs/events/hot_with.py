class M:
    n = 0

    def __enter__(self):
        M.n += 1
        return M.n

    def __exit__(self, *exc):
        if M.n == 10:
            breakpoint()
        return exc[0] is KeyError


def run(n):
    t = 0
    for i in range(n):
        with M() as m:
            t += m
            if i == 11:
                raise KeyError
    return t


print(run(13))
