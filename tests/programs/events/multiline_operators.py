class V:
    def __init__(self, x):
        self.x = x

    def __add__(self, o):
        if o.x == 3:
            breakpoint()
        return V(self.x + o.x)

    def __getitem__(self, k):
        return self.x

    def __lt__(self, o):
        return self.x < o.x


def f(a, b, c):
    r = (
        a
        + b
        + c
    )
    s = a[
        1
    ] + b[
        2
    ]
    u = (
        a
        < b
        < c
    )
    w = -(
        s
    )
    return r.x, s, u, w


print(f(V(1), V(2), V(3)))
