def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


t("range(5)", "range(1, 5)", "range(0, 10, 3)", "range(5, 0, -2)", "list(range(5, 0, -2))", "list(range(0))", "list(range(3, 1))", "len(range(0, 10, 3))", "len(range(10, 0, -3))", "range(10)[3]", "range(10)[-1]", "range(10)[20]", "range(10)[2:5]", "range(10)[::-1]", "range(10)[::3][1]", "range(0, 20, 2)[2:8:2]", "3 in range(5)", "5 in range(5)", "4 in range(0, 10, 3)", "3.0 in range(5)", "3.5 in range(5)", "'a' in range(5)", "range(5).index(3)", "range(5).index(9)", "range(5).count(3)", "range(0, 10, 3).index(6)", "range(5) == range(0, 5)", "range(0, 3, 2) == range(0, 4, 2)", "range(0) == range(2, 1)", "hash(range(3)) == hash(range(0, 3, 1))", "range(5) == [0, 1, 2, 3, 4]", "range(5) < range(6)", "range(1, 2, 3).start", "range(1, 2, 3).stop", "range(1, 2, 3).step", "list(reversed(range(5)))", "list(reversed(range(0, 10, 3)))", "range(10**20)[10**19]", "len(range(10**20))", "range(10**30, 10**30 + 3)[1]", "10**25 in range(10**30)", "list(range(2**63 - 1, 2**63 + 2))", "range(10**30)[::10**29]", "max(range(5))", "sum(range(101))", "range('a')", "range(1.0)", "range()", "range(1, 2, 0)", "range(1, 2, 3, 4)", "range(None)", "range(1, 'a')", "range(stop=5)", "range(True)", "range(5)['a']", "bool(range(0))", "iter(range(3)).__length_hint__()", "range(3) + range(3)", "range(3) * 2", "range(-3, 3)[-1]", "range(5).foo", "range(0, -5, -1)[1:3]", "sorted(range(3, 0, -1))", "tuple(range(2))", "range(3).__iter__().__next__()", "range(5).__contains__(2)", "[*range(3)]", "range(5)[True]")
r = range(3)
for bad in ("r[0] = 1", "r.start = 1", "del r[0]", "del r.stop"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
print([i for i in range(10, 0, -3)], [list(range(a, b, c)) for a in (0, 3) for b in (2, 5) for c in (1, 2, -1)])
