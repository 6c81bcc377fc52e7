def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


a, b = {1, 2, 3}, {3, 4}
t("sorted(a | b)", "a & b", "sorted(a - b)", "sorted(a ^ b)", "a <= b", "{3} < b", "a >= {1}", "a > a", "a == {3, 2, 1}", "a != b", "a | [4]", "a & [1]", "a - 5", "a ^ None", "a < [1]", "sorted(a.union([9], 'x'), key=str)", "a.intersection([1, 2], [2])", "sorted(a.difference([1]))", "sorted(a.symmetric_difference([1, 7]))", "a.issubset([1, 2, 3, 4])", "a.issuperset([1])", "a.isdisjoint([9])", "a.isdisjoint(5)", "a.union(5)", "a.add(4)", "a.add([])", "a.remove(4)", "a.remove(99)", "a.remove([])", "a.discard(99)", "a.discard([])", "a.update([5], {6})", "sorted(a)", "a.difference_update([5])", "a.intersection_update({1, 2, 6})", "a.symmetric_difference_update([6, 7])", "sorted(a)", "a.copy() == a", "a.pop() in (1, 2, 7)", "a.clear()", "a", "a.pop()", "1 in b", "[] in b", "{1} in b", "frozenset({3}) in {frozenset({3})}", "len(b)", "bool(set())", "hash(b)", "hash(frozenset([1, 2])) == hash(frozenset([2, 1]))", "set('aab') == {'a', 'b'}", "set(5)", "set([[]])", "set([1], [2])", "{*[1, 2], 2}", "set()", "frozenset()", "frozenset([1])", "frozenset([1]) | {2}", "type(frozenset([1]) | {2})", "type({2} | frozenset([1]))", "frozenset([1]).add(2)", "frozenset([1]) == {1}", "{1, 1.0, True}", "{0, False, 0.0}", "b[0]", "b + b", "{1} < {1, 2} < {1, 2, 3}", "set().union(*[{1}, {2}]) == {1, 2}", "set.union({1}, {2})", "set.union()", "sum({1, 2, 3})", "max({1, 5, 3})", "sorted({'b', 'a'})", "{x % 3 for x in range(10)} == {0, 1, 2}", "b.foo", "{1}.__or__([1])", "{1}.__contains__(1)", "frozenset({1}).union([2]) == {1, 2}", "type(frozenset({1}).copy())", "{()}", "{None}", "repr({'a'})", "repr(frozenset({'a'}))", "{1}.__eq__([1])")
s = {1, 2, 3, 4}
s |= {5}
s &= {1, 2, 5, 9}
s -= {1}
s ^= {2, 8}
print(sorted(s))
for bad in ("s |= [1]", "s &= 5", "s -= None", "s ^= 'a'"):
    try:
        exec(bad)
    except TypeError as e:
        print(bad, "!!", e)
try:
    for x in s:
        s.add(x + 100)
except RuntimeError as e:
    print(e)


class S(set):
    pass


print(type(S([1]) | {2}).__name__, type(S([1]).copy()).__name__, S([1]), repr(S()), S([1]) == {1})
