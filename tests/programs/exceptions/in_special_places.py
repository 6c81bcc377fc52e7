log = []


class Boom(Exception):
    pass


def boom(*a):
    raise Boom(a)


class Everything:
    __add__ = __radd__ = __neg__ = __getitem__ = __setitem__ = __delitem__ = __contains__ = __call__ = __len__ = __bool__ = __iter__ = __next__ = __enter__ = __exit__ = __eq__ = __lt__ = __hash__ = __str__ = __repr__ = __format__ = __int__ = __index__ = __getattr__ = boom
    __get__ = boom


e = Everything()


class Holder:
    d = Everything.__new__(Everything)


for label, f in {
    "add": lambda: e + 1, "radd": lambda: 1 + e, "neg": lambda: -e, "getitem": lambda: e[0], "contains": lambda: 1 in e, "call": lambda: e(), "len": lambda: len(e), "bool": lambda: not e, "if": lambda: 1 if e else 2, "iter": lambda: list(e), "unpack": lambda: (lambda *a: a)(*e), "eq": lambda: e == 1, "in list": lambda: e in [1], "lt": lambda: e < 1, "sort": lambda: sorted([e, e]), "hash": lambda: hash(e), "dict": lambda: {e: 1}, "set": lambda: {e}, "str": lambda: str(e), "repr": lambda: [e].__repr__(), "format": lambda: f"{e}", "percent": lambda: "%s" % e, "int": lambda: int(e), "index": lambda: [1][e], "range": lambda: range(e), "slice": lambda: [1][e:], "getattr": lambda: e.zzz, "hasattr": lambda: hasattr(e, "zzz"), "descriptor": lambda: Holder().d, "max": lambda: max(e, e), "sum": lambda: sum([e]), "any": lambda: any([e]), "all": lambda: all([e]), "filter": lambda: list(filter(None, [e])), "map": lambda: list(map(e, [1])), "join": lambda: ",".join(e), "zip": lambda: list(zip(e)), "enumerate": lambda: list(enumerate(e)), "and": lambda: e and 1, "or": lambda: e or 1, "compare chain": lambda: 1 < e < 2, "list eq": lambda: [e] == [1], "tuple lt": lambda: (e,) < (1,), "count": lambda: [1].count(e), "index method": lambda: [1].index(e), "remove": lambda: [1].remove(e), "get": lambda: {}.get(e), "update": lambda: {}.update(e), "extend": lambda: [].extend(e), "list mul": lambda: [1] * e, "str mul": lambda: "a" * e, "chr": lambda: chr(e), "bytes": lambda: bytes([e]), "print": lambda: print(e), "isinstance": lambda: isinstance(1, e), "sorted key": lambda: sorted([1], key=e), "next": lambda: next(e), "star dict": lambda: dict(**e), "raise": lambda: (_ for _ in ()).throw(e), "setattr": lambda: setattr(e, "x", 1), "pow": lambda: pow(2, e), "round": lambda: round(e), "divmod": lambda: divmod(e, 1), "complex": lambda: complex(e), "open": lambda: ascii(e)
}.items():
    try:
        f()
        print(label, "no error")
    except Boom as x:
        print(label, "Boom", len(x.args[0]))
    except Exception as x:
        print(label, type(x).__name__, type(x.__context__).__name__ if x.__context__ else "")
try:
    with e:
        pass
except Boom:
    print("with")
try:
    for _ in e:
        pass
except Boom:
    print("for")
try:
    e[0] = 1
except Boom:
    print("setitem")
try:
    del e[0]
except Boom:
    print("delitem")
try:
    a, b = e
except Boom:
    print("unpack")
try:
    assert e
except Boom:
    print("assert")
try:
    while e:
        pass
except Boom:
    print("while")
match e:
    case object():
        print("match class")
try:
    match e:
        case 1:
            pass
except Boom:
    print("match value")
