def f(x):
    try:
        try:
            raise ValueError("a")
        except ValueError as e:
            if x == 0:
                raise
            if x == 1:
                raise e
            if x == 2:
                raise KeyError("b")
            if x == 3:
                raise KeyError("b") from None
            breakpoint()
        finally:
            print("finally", x)
    except Exception as e:
        return type(e).__name__, type(e.__context__).__name__


for i in range(5):
    print(f(i))
