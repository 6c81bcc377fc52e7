def f(v):
    match v:
        case (1 | 2, 3 | 4):
            return "a"
        case [(5 as x) | (6 as x), *_]:
            return x
        case {"k": [1 | 2 as y, z]} if z:
            breakpoint()
            return y, z
        case [[[[d]]]]:
            return d
        case [_, [_, *r]] | {"r": [*r]}:
            return r
        case (None | True | False) as c:
            return c
    return "none"


for v in [(1, 4), (2, 5), [6, 1], {"k": [2, 9]}, {"k": [1, 0]}, [[[["deep"]]]], [0, [1, 2, 3]], {"r": (7,)}, False, "x"]:
    print(f(v))
