def attempt(f):
    try:
        result = f()
    except ZeroDivisionError as e:
        print("zero:", e)
    except (KeyError, IndexError) as e:
        print("lookup:", type(e).__name__, e.args)
    except Exception as e:
        print("other:", type(e).__name__, e)
    else:
        print("fine:", result)
    finally:
        print("finally")


attempt(lambda: 1 / 0)
attempt(lambda: {}["k"])
attempt(lambda: [][3])
attempt(lambda: int("x"))
attempt(lambda: 42)


class MyError(ValueError):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


try:
    raise MyError(7)
except ValueError as e:
    print(type(e).__name__, e, e.code, e.args)
try:
    try:
        raise KeyError("inner")
    except KeyError as e:
        raise RuntimeError("outer") from e
except RuntimeError as e:
    print(e, repr(e.__cause__), e.__suppress_context__)


def returns():
    try:
        return "try"
    finally:
        print("cleanup")


print(returns())


def nested():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
            print("body", i)
        finally:
            print("fin", i)
    return i


print(nested())
try:
    try:
        raise ValueError(1)
    finally:
        print("unwinding")
except ValueError as e:
    print(e)
try:
    e
except NameError as err:
    print(err)
