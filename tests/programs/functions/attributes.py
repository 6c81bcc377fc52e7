def f(a: int, b: "str" = "x", /, c=1, *args: tuple, d: list = None, **kw) -> bool:
    """Docstring."""
    local = 1
    return a


print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__closure__, f.__dict__, f.__type_params__)
c = f.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_varnames, c.co_flags & 0x0C, c.co_firstlineno, c.co_names, c.co_freevars, c.co_cellvars)
f.custom = 5
print(f.custom, f.__dict__, hasattr(f, "nope"))
f.__name__ = "renamed"
f.__qualname__ = "Q.renamed"
f.__doc__ = None
f.__defaults__ = ("y", 2)
f.__kwdefaults__ = {"d": "kw"}
try:
    f()
except TypeError as e:
    print(e)
print(f.__name__, f.__doc__, f(1))


def g(a, b, d=0):
    return ("g", a, b, d)


def h(a, b=5):
    return ("h", a, b)


h.__code__ = g.__code__
print(h(1, 2), h.__name__)
h.__defaults__ = None
for bad in (lambda: h(1), lambda: setattr(f, "__name__", 5), lambda: setattr(f, "__code__", 5), lambda: setattr(f, "__defaults__", 5), lambda: setattr(f, "__kwdefaults__", 5), lambda: setattr(f, "__closure__", 5), lambda: setattr(f, "__globals__", {}), lambda: setattr(f, "__dict__", 5), lambda: setattr(len, "x", 1), lambda: setattr(f.__call__, "x", 1), lambda: delattr(f, "custom2"), lambda: setattr(f, "__annotations__", 5), lambda: f.__code__.__class__()):
    try:
        bad()
        print("no error")
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


def outer():
    x = 1

    def inner():
        return x

    return inner


i = outer()
print(i.__closure__[0].cell_contents, i.__code__.co_freevars, i.__qualname__)
i.__closure__[0].cell_contents = 99
print(i())
try:
    i.__code__ = g.__code__
except ValueError as e:
    print(e)
print(f.__call__(7), f.__get__(3)(), type(f.__get__(3)).__name__)
print((lambda: 0).__name__, (lambda: 0).__qualname__, print.__name__, len.__qualname__, len.__module__, len.__doc__ is not None, [].append.__qualname__, str.join.__qualname__, print.__self__.__name__)
F = type(f)
made = F(g.__code__, {"__builtins__": {}}, "made", (7,))
print(made(1, 2), made.__name__, made.__defaults__)
