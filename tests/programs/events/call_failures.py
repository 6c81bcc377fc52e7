def f(a, *, k):
    return a


class C:
    def __init__(self, x):
        pass

    def m(self):
        pass


def attempt(call):
    try:
        call()
    except TypeError as e:
        print(e)
        if "k" in str(e):
            breakpoint()


attempt(lambda: f())
attempt(lambda: f(1))
attempt(lambda: f(1, k=2, z=3))
attempt(lambda: C())
attempt(lambda: C(1).m(2))
attempt(lambda: len())
attempt(lambda: [].append())
attempt(lambda: int("5", foo=1))
attempt(lambda: print(**{1: 2}))
attempt(lambda x=5: x())
attempt(lambda: f(*5))
attempt(lambda: f(**5))
attempt(lambda: sorted())
