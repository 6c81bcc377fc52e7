x = "global"
print([x for x in range(2)], x)
print([x for _ in range(2)])


class C:
    y = 5
    items = [1, 2]
    a = [i for i in items]
    try:
        b = [y for _ in range(2)]
    except NameError as e:
        b = str(e)
    c = [y for y in range(2)]
    d = list(map(lambda v: v, [y]))


print(C.a, C.b, C.c, C.y, C.d)


def f():
    y = 1
    g = [lambda: y for y in range(3)]
    print([h() for h in g], y)
    k = [(lambda v: lambda: v)(v) for v in range(3)]
    print([h() for h in k])
    total = 0
    print([total := total + i for i in range(4)], total)
    return [locals_ for locals_ in [sorted(locals())]]


print(f())
print([[i * j for j in range(3)] for i in range(3)], [i for i in range(3) for i in range(i)], [(i, j) for i in range(2) for j in range(2) if i != j])
print({k: v for d in [{"a": 1}, {"b": 2}] for k, v in d.items()}, {c for w in ["ab", "bc"] for c in w} == set("abc"))
print([y := 1, [y for _ in "a"], y])
print(list((lambda: (yield from [i for i in range(3)]))()))


def outer():
    z = "outer"

    def inner():
        return [z + s for s in "ab"]

    return inner()


print(outer())
print([n for n in [1, 2, 3] if (m := n * 2) > 2], m)
for bad in ("[i := 0 for i in range(3)]", "[(i := 0) for i in range(3)]", "[x for x in (y := [1])]", "[i for i in range(3) for j in (i := 1,)]"):
    try:
        eval(bad)
        print(bad, "fine")
    except SyntaxError as e:
        print(bad, "!!", e.msg)
