def char(pred):
    return lambda s, i: [(s[i], i + 1)] if i < len(s) and pred(s[i]) else []


def seq(*ps):
    def parse(s, i):
        results = [([], i)]
        for p in ps:
            results = [(vs + [v], k) for vs, j in results for v, k in p(s, j)]
        return results

    return parse


def alt(*ps):
    return lambda s, i: [r for p in ps for r in p(s, i)]


def many(p):
    def parse(s, i):
        values = []
        while (r := p(s, i)):
            (v, i), *_ = r
            values.append(v)
        return [(values, i)]

    return parse


def fmap(f, p):
    return lambda s, i: [(f(v), j) for v, j in p(s, i)]


def lazy(f):
    return lambda s, i: f()(s, i)


digit = char(str.isdigit)
number = fmap(lambda v: int("".join([v[0], *v[1]])), seq(digit, many(digit)))
lit = lambda c: char(c.__eq__)
factor = alt(number, fmap(lambda v: v[1], seq(lit("("), lazy(lambda: expr), lit(")"))))


def fold(v):
    acc, rest = v
    for op, x in rest:
        acc = {"+": acc.__add__, "-": acc.__sub__, "*": acc.__mul__}[op](x)
    return acc


term = fmap(fold, seq(factor, many(seq(lit("*"), factor))))
expr = fmap(fold, seq(term, many(seq(alt(lit("+"), lit("-")), term))))
for s in ("1", "1+2*3", "(1+2)*3", "2*(3+4)*5-6", "((42))", "1+", "x", "12)"):
    print(s, [(v, s[i:]) for v, i in expr(s, 0)])
