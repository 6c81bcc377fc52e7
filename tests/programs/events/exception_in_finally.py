def probe():
    breakpoint()


def f():
    try:
        raise ValueError("first")
    finally:
        probe()
        {}["second"]


def g():
    for i in range(2):
        try:
            raise ValueError(i)
        except ValueError:
            try:
                raise KeyError(i)
            except KeyError:
                pass
            finally:
                print("inner finally")
    return "end"


try:
    f()
except KeyError as e:
    print(repr(e), repr(e.__context__))
print(g())
