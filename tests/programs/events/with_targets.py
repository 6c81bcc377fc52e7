class M:
    def __enter__(self):
        breakpoint()
        return (1, [2, 3])

    def __exit__(self, *a):
        pass


class O:
    pass


def f():
    o, d = O(), {}
    with M() as (a, [b, c]), M() as o.attr, M() as d["k"]:
        print(a, b, c)
    with M() as [x, *y]:
        pass
    return o.attr, d, x, y


print(f())
