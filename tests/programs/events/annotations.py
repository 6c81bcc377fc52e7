def note(x):
    breakpoint()
    return x


def f(a: note(1), b: note("two") = 5, *c: list[int], d: "str" = 1, **e: dict) -> note(3):
    x: note(4) = a
    y: note(5)
    return x


class C:
    z: note(6) = 1
    w: note(7)

    def m(self, q: note(8)) -> None: ...


v: note(9) = 2
print(f(1))
print(f.__annotations__)
print(C.__annotations__, C.m.__annotations__)
