def f():
    try:

        class A:
            x = 1
            breakpoint()
            y = x // 0
            z = 2

    except ZeroDivisionError:
        print("no class")
    try:

        class B(undefined_base):
            pass

    except NameError as e:
        print(e)
    try:

        class C(5):
            pass

    except TypeError:
        print("bad base")


f()
