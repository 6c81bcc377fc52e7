def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


a = (1, 2, 3, 2)
t("a[0]", "a[-1]", "a[1:3]", "a[::-1]", "a[9]", "a['x']", "a[1.5]", "a.index(2)", "a.index(9)", "a.index(2, 2)", "a.count(2)", "a + (4,)", "a + [4]", "a * 2", "a * 0", "a * 'x'", "2 * a", "len(a)", "2 in a", "'x' in a", "a == (1, 2, 3, 2)", "a == [1, 2, 3, 2]", "a < (1, 3)", "a < (1, 'x')", "a < (2, 'x')", "() < (1,)", "hash((1, 2)) == hash((1, 2))", "hash(([],))", "hash(()) == hash(())", "tuple()", "tuple('ab')", "tuple([1, 2])", "tuple(5)", "tuple(a) is a", "a[:] is a", "tuple(i for i in range(3))", "(1,)", "()", "((),)", "(1, (2, (3,)))", "a.append(1)", "a.__add__((1,))", "a.__contains__(1)", "max(a)", "sorted(a)", "list(reversed(a))", "(*a, *a)", "a.foo", "() + ()", "() * 5", "sum(((1,), (2,)), ())", "repr((1,))", "str(('a', 1.0))", "bool(())", "not (0,)", "(1, 2) > (1,)", "(1, 2) >= (1, 2)", "a.__getitem__(slice(2))", "tuple({'a': 1, 'b': 2})", "{(1, 2): 'x'}[1, 2]", "a.__hash__() == hash(a)", "(1, 2) is (1, 2) or True", "tuple(x=1)", "a.index()", "isinstance(a, tuple)")
try:
    a[0] = 5
except TypeError as e:
    print(e)
try:
    del a[0]
except TypeError as e:
    print(e)


class Point(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]

    def __add__(self, o):
        return Point(self[0] + o[0], self[1] + o[1])


p = Point(1, 2)
print(p, p.x, p + (3, 4), type(p + p).__name__, p == (1, 2), hash(p) == hash((1, 2)), p[:], type(p[:]).__name__, len(p), [*p])
x, y = p
print(x, y, isinstance(p, tuple), Point.__mro__)
