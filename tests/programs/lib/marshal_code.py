# Code objects through marshal.
import marshal


def f(a, b=1, *c, d: int = 2, **e):
    "doc"
    x = [1, 2.5, "s", b"b", None, ..., (1, (2, 3)), 10**30]

    def g():
        return x, a

    try:
        yield g
    except ValueError:
        pass


c = marshal.loads(marshal.dumps(f.__code__))
print(c == f.__code__, c is f.__code__, c.co_name, c.co_varnames, c.co_cellvars, c.co_consts[0])
for name in dir(c):
    if name.startswith("co_") and name not in ("co_consts", "co_lines", "co_positions", "co_branches", "co_lnotab"):
        assert getattr(c, name) == getattr(f.__code__, name), name
print(list(c.co_lines()) == list(f.__code__.co_lines()))
m = compile("x = 1\ndef h(y):\n    return x + y\nprint(h(41))\n", "m", "exec")
exec(marshal.loads(marshal.dumps(m)))
print(marshal.loads(marshal.dumps([m, {"k": m}]))[1]["k"].co_filename)
for call in (
    lambda: marshal.dumps(m, allow_code=False),
    lambda: marshal.loads(marshal.dumps(m), allow_code=False),
    lambda: marshal.loads(b"c"),
    lambda: marshal.loads(marshal.dumps(m)[:-5]),
):
    try:
        call()
        print("done")
    except Exception as e:
        print(type(e).__name__, e)
