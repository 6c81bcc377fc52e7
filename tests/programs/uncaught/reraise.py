def f():
    try:
        g()
    except ValueError:
        print("logging")
        raise


def g():
    raise ValueError("original")


f()
