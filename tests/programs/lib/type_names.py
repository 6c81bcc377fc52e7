# Error texts name native types by their module, reprs do not.
import array
import collections
import functools
import io
import itertools
import re
import types


class Own(collections.deque):
    pass


values = [
    collections.deque([1]),
    collections.defaultdict(int, a=1),
    functools.partial(int),
    functools.lru_cache(int),
    functools.cmp_to_key(int)(1),
    itertools.chain(),
    itertools.groupby([]),
    array.array("b", [1]),
    io.BytesIO(),
    io.StringIO(),
    re.compile("a"),
    re.match("", ""),
    types.SimpleNamespace(a=1),
    types.MappingProxyType({}),
    types.GenericAlias(list, int),
    int | str,
    iter(collections.deque()),
    iter([]),
    Own([1]),
    ValueError(1),
]


def text(f):
    try:
        return f()
    except Exception as e:
        return f"{type(e).__name__}: {e}"


for v in values:
    print(type(v).__name__)
    print(" ", text(lambda: 1 + v))
    print(" ", text(lambda: v < 1))
    print(" ", text(lambda: v.missing))
    print(" ", text(lambda: type(v).missing))
    print(" ", text(lambda: setattr(type(v), "missing", 1)) if type(v) is not Own else "")
    print(" ", text(lambda: {}[[v]]))
    print(" ", text(lambda: v()))
    print(" ", text(lambda: v[1.5]))
    print(" ", text(lambda: "".join([v])))
    print(" ", text(lambda: int(v)))
    print(" ", text(lambda: type(v).__dict__["__repr__"](1)))
for v in (values[0], values[1], values[2], values[7], values[12], values[18], values[19]):
    print(repr(v), text(lambda: hash(v) and None))
print(collections.deque.append, collections.deque().append.__qualname__, collections.deque.__len__)
