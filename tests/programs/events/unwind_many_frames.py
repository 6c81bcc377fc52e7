def f(n):
    if n == 0:
        breakpoint()
        raise ValueError("bottom")
    if n % 3 == 0:
        try:
            f(n - 1)
        finally:
            print("finally", n)
    elif n % 3 == 1:
        with M():
            f(n - 1)
    else:
        [f(n - 1) for _ in range(1)]


class M:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        print("exit")


try:
    f(6)
except ValueError as e:
    print(e)
