def probe():
    breakpoint()


def f():
    try:
        {}["k"]
    except KeyError as e:
        probe()
        raise ValueError("converted") from e


def g():
    try:
        f()
    except ValueError:
        undefined_name


def h():
    try:
        g()
    except NameError as e:
        x = e
        while x:
            print(type(x).__name__, x.__suppress_context__)
            x = x.__cause__ or x.__context__


h()
