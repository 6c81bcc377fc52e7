def bad():
    breakpoint()
    raise ValueError("bad")


def f():
    for i in range(3):
        try:
            if i == 0:

                def g(x=bad()):
                    pass

            elif i == 1:

                @bad()
                def h():
                    pass

            else:
                k = lambda x=bad(): x
        except ValueError as e:
            print(i, e)


f()
