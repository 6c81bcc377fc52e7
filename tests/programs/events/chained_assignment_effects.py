class T:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __setattr__(self, n, v):
        self.log.append(("attr", n))

    def __setitem__(self, k, v):
        self.log.append(("item", k))
        if k == 2:
            breakpoint()

    def __getitem__(self, k):
        self.log.append(("get", k))
        return 5


def val(x):
    print("val", x)
    return x


t = T()
t.a = t[1] = t[val(2)] = val(9)
t[3], t.b = val(1), val(2)
t[val(4)] += val(5)
t[5]: int = val(6)
(t.c, [t[6], *t.d]) = 1, (2, 3)
for t[7] in range(1):
    pass
print(t.log)
