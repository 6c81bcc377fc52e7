def probe():
    breakpoint()


def f(x):
    match x:
        case []:
            return "empty"
        case [1, 2]:
            return "one two"
        case [a]:
            return f"single {a}"
        case [a, [b, c]]:
            probe()
            return f"nested {a} {b} {c}"
        case (1, *rest):
            return f"rest {rest}"
        case [*init, 9]:
            return f"init {init}"
        case [_, _, *_]:
            return "two or more"
        case _:
            return "other"


for v in ([], [1, 2], [5], [1, [2, 3]], [1, 5, 6], (4, 9), [7, 8], "ab", 3):
    print(f(v))
