def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


a = [3, 1, 2]
t("a.append(4)", "a", "a.extend('xy')", "a", "a.insert(1, 'i')", "a.insert(-1, 'j')", "a.insert(100, 'k')", "a.insert(-100, 'l')", "a", "a.remove('x')", "a.remove('zz')", "a.pop()", "a.pop(0)", "a.pop(-2)", "a.pop(99)", "a", "a.index(1)", "a.index(99)", "a.index(1, 2)", "a.index(1, 0, 1)", "a.index(1, -100)", "a.count(1)", "a.reverse()", "a", "a.copy()", "a.copy() is a", "a.clear()", "a", "a.pop()", "[].pop(0)")
t("[1].append()", "[1].append(1, 2)", "[1].extend(5)", "[1].extend()", "[1].insert(1)", "[1].insert('a', 1)", "[1].pop('a')", "[1].pop(1.0)", "[1].remove()", "[1].index()", "[1].sort(1)", "[1].reverse(1)", "[1].copy(1)", "[1].foo", "[1].apend(2)", "[1].count()", "[1].__len__()", "[1, 2].__contains__(2)", "list()", "list('ab')", "list({1: 2})", "list(5)", "list(None)", "list([1], [2])", "list(x=1)", "list(range(3))", "list(i * i for i in range(3))", "[1, 2] + [3]", "[1] + (2,)", "[1] + None", "[1, 2] * 2", "2 * [1]", "[1] * -1", "[1] * 0", "[1] * 1.5", "[1] * [1]", "[1] * 10**20", "[1, 2] == [1, 2]", "[1, 2] == (1, 2)", "[1, 2] < [1, 3]", "[1, 2] < [1, 2, 0]", "[] < [1]", "[1, 'a'] < [1, 2]", "[2, 'a'] > [1, 2]", "[1] < (2,)", "[[1], [2]] > [[1], [1, 9]]", "1 in [1, 2]", "'a' in [1]", "[1] in [[1]]", "hash([1])", "[1, 2][::-1]", "[1, 2, 3][True]", "[1][1]", "[1][-2]", "[1]['a']", "[1][1.0]", "[1][None]", "[[]] * 3", "[*[1], *(2, 3), *'ab']", "not []", "bool([0])", "len([1, 2])", "sum([[1], [2]], [])", "max([1, 5, 3])", "list(reversed([1, 2]))", "[1, 2].__reversed__().__next__()", "[1, 2].__iter__().__length_hint__()", "[1].__add__([2])", "[1].__add__(2)", "[1, 2, 3].__getitem__(slice(1))", "[1].__eq__(5)", "[1].__lt__([2])")
