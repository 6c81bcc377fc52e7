def probe():
    breakpoint()


type Alias = int
type Lazy = probe()
type Pair[T] = tuple[T, T]


def first[T](items: list[T]) -> T:
    return items[0]


class Box[T: int, *Ts, **P]:
    def get[U](self, u: U) -> U:
        return u


print(Alias.__name__, Alias.__value__ is int, Lazy.__value__, Pair.__type_params__[0].__name__)
print(first([1, 2]), Box().get(3), [t.__name__ for t in Box.__type_params__])
print(Box.__type_params__[0].__bound__ is int)
