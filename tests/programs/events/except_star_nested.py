def f():
    try:
        try:
            raise ExceptionGroup("a", [ValueError(1), ExceptionGroup("b", [TypeError(2), KeyError(3)])])
        except* TypeError as e:
            breakpoint()
            print("inner", e.exceptions)
    except* (ValueError, KeyError) as e:
        print("outer", len(e.exceptions))
    return "end"


print(f())


def g():
    for i in range(2):
        try:
            if i:
                raise ValueError(i)
        except* ValueError:
            print("v")
        else:
            print("none")


g()
