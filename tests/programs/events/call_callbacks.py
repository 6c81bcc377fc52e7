def square(x):
    if x == 2:
        breakpoint()
    return x * x


class K:
    def __call__(self, x):
        return -x

    def m(self, x):
        return x + 1

    @staticmethod
    def s(x):
        return x

    @classmethod
    def c(cls, x):
        return x


k = K()
print(list(map(square, range(3))), list(map(k, [1])), list(map(k.m, [1])), list(map(K.s, [1])), list(map(K.c, [1])), list(map(str, [1])), list(map("x".__add__, "ab")))
print(sorted([1, 3, 2], key=k), max([1, 2], key=square), list(filter(k.m, [-1, 0])), min("b", "a", key=str.upper))
print(list(iter([3, 2, 1].pop, 2)), [*map(lambda a, b: a - b, [5, 6], [1, 2])], sum(map(square, [1, 2])))
it = iter(lambda: square(2), 4)
print(list(it))
