def probe():
    breakpoint()


def f():
    try:
        raise ExceptionGroup("eg", [ValueError(1), TypeError(2)])
    except* ValueError:
        probe()
        raise KeyError("new")
    except* TypeError:
        pass


try:
    f()
except KeyError as e:
    print(repr(e), repr(e.__context__))
