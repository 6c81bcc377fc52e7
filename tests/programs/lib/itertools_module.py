import itertools as it

print(list(it.chain("ab", [1])), list(it.chain.from_iterable(["ab", "cd"])), list(it.islice(it.count(5, 2), 3)))
print(list(it.islice(it.cycle("ab"), 5)), list(it.repeat(7, 3)), list(it.accumulate([1, 2, 3])), list(it.accumulate([1, 2, 3], lambda a, b: a * b, initial=10)))
print(list(it.compress("abcd", [1, 0, 1])), list(it.dropwhile(lambda x: x < 3, [1, 3, 2])), list(it.takewhile(lambda x: x < 3, [1, 3, 2])), list(it.filterfalse(lambda x: x % 2, range(5))))
print(list(it.product("ab", [1, 2])), list(it.product([0, 1], repeat=2)), list(it.permutations("abc", 2)), list(it.combinations("abc", 2)), list(it.combinations_with_replacement("ab", 2)))
print([(k, list(g)) for k, g in it.groupby("aabbbc")], list(it.zip_longest("ab", [1], fillvalue="-")), list(it.starmap(pow, [(2, 3), (3, 2)])), list(it.pairwise("abcd")), list(it.batched("abcdefg", 3)))
a, b = it.tee([1, 2, 3])
print(next(a), list(b), list(a))
print(list(it.islice("abcdef", 1, None, 2)), list(it.islice("abc", 0)))
for bad in (lambda: it.islice("a", -1), lambda: it.combinations("abc", -1), lambda: it.chain.from_iterable(5), lambda: it.repeat(), lambda: list(it.batched("ab", 0)), lambda: it.count("x"), lambda: list(it.zip_longest("a", foo=1)), lambda: list(it.batched("abc", 2, strict=True))):
    try:
        bad()
        print("fine")
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
