def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


t("format('abc')", "format('abc', '6') + '|'", "format('abc', '>6')", "format('abc', '^7')", "format('abc', '*<6')", "format('abc', '.2')", "format('abc', '6.2') + '|'", "format('abc', 's')", "format('abc', '.0') + '|'", "format('', '3') + '|'", "format('abc', '1')", "format('é中', '^6')", "format('abc', '€^9s')", "format('abc', '06')", "format('abc', '<06')")
t("format('a', 'd')", "format('a', '=5')", "format('a', '+')", "format('a', ' ')", "format('a', ',')", "format('a', '#')", "format('a', '.')", "format('a', '.-1')", "format('a', 'z')", "format('a', 'ss')", "format(None, '5')", "format([], '5')", "format(None)", "format([1], '')", "format(object, 'd')", "format(range(2), 's')", "format(b'a', 'x')", "format({}, '>3')")
t("'{}'.format(1)", "'{} {}'.format(1, 2)", "'{1} {0} {1}'.format('a', 'b')", "'{x} {y}'.format(x=1, y=2)", "'{0[1]}'.format([1, 2])", "'{0[k]}'.format({'k': 'v'})", "'{0.real}'.format(5)", "'{a.imag.real}'.format(a=5)", "'{:>{}}'.format('x', 4)", "'{:{fill}{align}{width}}'.format('x', fill='*', align='^', width=5)", "'{!r} {!s} {!a}'.format('é', 'é', 'é')", "'{{}} {}'.format(1)", "'{0:d} {0:x}'.format(255)", "'{:%}'.format(0.25)", "'{:,}'.format(10**6)", "'{0!r:>5}'.format('a')", "'{[0]}'.format('ab')", "'{.real}'.format(3)", "'{a[b c]}'.format(a={'b c': 1})", "'{0[-1]}'.format({'-1': 'neg'})", "'{:}'.format(1)", "''.format(1, 2)")
t("'{}'.format()", "'{} {}'.format(1)", "'{0} {}'.format(1, 2)", "'{} {0}'.format(1, 2)", "'{x}'.format()", "'{'.format()", "'}'.format()", "'{0'.format(1)", "'{0!x}'.format(1)", "'{0!}'.format(1)", "'{!}'.format(1)", "'{0!rr}'.format(1)", "'{0[}'.format([1])", "'{0[1}'.format([1])", "'{0.}'.format(1)", "'{0[]}'.format([1])", "'{0[a]}'.format([1])", "'{0.foo}'.format(1)", "'{:{:{}}}'.format(1, 2, 3)", "'{0[5]}'.format([1])", "'{:d}'.format('x')", "'{5}'.format(1)", "'{-1}'.format(1)", "'{ }'.format(1)", "'{a b}'.format(**{'a b': 1})", "'{99999999999999999999}'.format(1)", "'{0:{1}}'.format('x', '>3')", "'{}}'.format(1)", "'{0]}'.format(1)")
t("'{x} {y}'.format_map({'x': 1, 'y': 2})", "'{x}'.format_map({})", "'{}'.format_map({'': 1})", "'{0}'.format_map({})")


class Default(dict):
    def __missing__(self, key):
        return "<" + key + ">"


class Custom:
    def __format__(self, spec):
        return "custom:" + spec

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


class Plain:
    def __str__(self):
        return "plain str"


class BadFormat:
    def __format__(self, spec):
        return 5


t("'{a}{b}'.format_map(Default(a=1))", "'{:x|y} {!s} {!r:>6}'.format(Custom(), Custom(), Custom())", "f'{Custom():>5} {Custom()!s:>5} {Custom()=}'", "'%s %r' % (Custom(), Custom())", "format(Plain())", "format(Plain(), '>3')", "f'{BadFormat()}'", "format(Custom(), 'a' * 3)")
