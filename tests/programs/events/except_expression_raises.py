def pick(x):
    breakpoint()
    if x:
        raise LookupError("pick")
    return ValueError


def f(x, e):
    try:
        raise e
    except pick(x):
        return "picked"
    except TypeError:
        return "type"


for x, e in ((0, ValueError()), (0, TypeError()), (1, ValueError())):
    try:
        print(f(x, e))
    except LookupError as err:
        print(err, type(err.__context__).__name__)
