class A:
    pass


class B(A):
    pass


def kind(x):
    if isinstance(x, int):
        return 1
    elif isinstance(x, (str, list)):
        return 2
    elif isinstance(x, B):
        breakpoint()
        return 3
    elif isinstance(x, A):
        return 4
    return 0


items = [1, "a", [], A(), 2.5, 3, "b", A(), 4, 5, B(), 6, "c", A(), None]
print([kind(x) for x in items])
