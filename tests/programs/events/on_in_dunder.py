class K:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        breakpoint()
        return self.v == o.v

    def __hash__(self):
        return 1

    def __str__(self):
        return f"K{self.v}"


def f():
    d = {K(1): "a"}
    x = d[K(1)]
    y = K(2) in [K(3), K(2)]
    return x, y


print(f())
print(K(1) == K(2), str(K(3)))
