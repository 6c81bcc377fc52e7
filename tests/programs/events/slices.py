def probe():
    breakpoint()
    return 1


class S:
    def __getitem__(self, k):
        return k

    def __setitem__(self, k, v):
        print("set", k, v)

    def __delitem__(self, k):
        print("del", k)


def f(x, s):
    a = x[1:3]
    b = x[::-1]
    c = x[probe():]
    s[1:2] = 3
    s[:, 1] = 4
    del s[2:]
    s[1:2:3] += (5,)
    d = s[
        1:
        2
    ]
    return a, b, c, d


s = S()
try:
    f([1, 2, 3, 4], s)
except TypeError as e:
    print(e)
print("abc"[1:], s[...], s[1, 2:3])
