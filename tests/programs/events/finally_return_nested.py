def probe():
    breakpoint()


def f(x):
    try:
        try:
            if x:
                return "value"
            1 / 0
        finally:
            probe()
            print("first")
    except ZeroDivisionError:
        return "handled"
    finally:
        print("second")


print(f(1))
print(f(0))
