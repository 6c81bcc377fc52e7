def probe():
    breakpoint()


def f():
    try:
        raise ValueError(1)
    except ValueError as e:
        try:
            raise TypeError(2)
        except TypeError as e2:
            probe()
            print(e2.__context__ is e)
    try:
        e
    except UnboundLocalError:
        print("e is gone")


def g():
    for i in range(2):
        try:
            [][i]
        except IndexError as err:
            continue
    return "end"


f()
print(g())
