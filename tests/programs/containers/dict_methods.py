def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


d = {"a": 1, "b": 2}
t("d['a']", "d['z']", "d[[]]", "d.get('z')", "d.get('z', 5)", "d.get([])", "d.setdefault('c', 3)", "d.setdefault('c', 4)", "d.setdefault('n')", "d", "d.pop('n')", "d.pop('zz')", "d.pop('zz', None)", "d.pop()", "d.popitem()", "{}.popitem()", "d.keys()", "d.values()", "d.items()", "len(d)", "'a' in d", "1 in d", "[] in d", "d.copy() == d", "d.copy() is d", "d.update({'x': 1})", "d.update([('y', 2), ['z', 3]])", "d.update(k=5)", "d.update({'k': 6}, k=7)", "d", "d.update(5)", "d.update([1])", "d.update([(1, 2, 3)])", "d.update('ab')", "d.update(['ab'])", "d.update(None)", "d.update({}, {})", "d.clear()", "d", "d | {'q': 1}", "{'a': 1} | {'a': 2, 'b': 3}", "{'a': 1} | [('b', 2)]", "{} | None", "list(reversed({'a': 1, 'b': 2}))", "list(reversed({'a': 1}.items()))", "dict.fromkeys('ab')", "dict.fromkeys([1, 2], [])", "dict.fromkeys(5)", "dict.fromkeys([[]])", "dict()", "dict(a=1)", "dict([('a', 1)])", "dict({'a': 1}, b=2)", "dict([1, 2])", "dict(5)", "dict('ab')", "dict([('a',)])", "dict({}, {})", "dict(**{'a': 1})", "dict(**{1: 2})", "dict(zip('ab', [1, 2]))", "{1: 'a', 1.0: 'b', True: 'c'}", "{'a': 1} == {'a': 1.0}", "{'a': 1} == [('a', 1)]", "{'a': 1} < {}", "{[]: 1}", "{{}: 1}", "hash({})", "{'a': 1}.foo", "{}.get()", "{}.__missing__", "{'a': 1}.__contains__('a')", "{1: 2}.__getitem__(1)", "bool({})", "sorted({'b': 1, 'a': 2}.items())", "max({'a': 3, 'b': 1}, key={'a': 3, 'b': 1}.get)", "{**{'a': 1}, 'a': 2}", "{**5}", "{'a': 1}['a']['b']", "str({1: {2: {3: {}}}})", "{None: 1, (): 2, 1.5: 3}", "{i: i * i for i in range(4)}", "{'x': 1}.items() == {('x', 1)}.union()", "dict.__or__({}, 5)", "{}.__ior__([('a', 1)])")
