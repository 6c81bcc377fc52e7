def f(a, b=1, *args, c, **kw):
    """doc"""
    d = a + b
    if d > 2:
        for i in range(3):
            d += i

    def inner():
        return d

    return inner


c = f.__code__
print(c.co_name, c.co_qualname, c.co_filename.split("/")[-1], c.co_firstlineno, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_stacksize > 0, c.co_flags)
print(c.co_varnames, c.co_names, c.co_freevars, c.co_cellvars, [x if not hasattr(x, "co_code") else x.co_name for x in c.co_consts])
print(list(c.co_lines()))
print([p[:2] for p in c.co_positions()][:12])
print(list(c.co_branches()))
print(c.co_exceptiontable, len(c.co_code))
g = c.replace(co_name="renamed", co_firstlineno=100)
print(g.co_name, g.co_firstlineno, g == c, c == c.replace(), hash(c) == hash(c.replace()))
for bad in (lambda: c.replace(co_name=5), lambda: c.replace(nope=1), lambda: setattr(c, "co_name", "x"), lambda: c.co_nope, lambda: c.replace(co_nlocals=99), lambda: type(c)()):
    try:
        print(bad())
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
for source in ("lambda: 1", "(x for x in y)", "[x for x in y]", "lambda: (yield)", "lambda *a, b=1, **k: (a, b, k)"):
    code = compile(source, "<s>", "eval")
    print(source, code.co_flags, [(k.co_name, k.co_flags, k.co_varnames) for k in code.co_consts if hasattr(k, "co_name")])


async def co():
    await co()


async def ag():
    yield 1


def gen():
    yield 1


print([x.__code__.co_flags for x in (co, ag, gen)])


class K:
    x: int = 1

    def m(self):
        return __class__


print(K.m.__code__.co_freevars, K.m.__code__.co_qualname)
module = compile("import sys\nx = 1\nif x:\n    y = x\n", "m.py", "exec")
print(module.co_name, module.co_names, list(module.co_lines()), module.co_stacksize, module.co_flags)
