class Bad:
    def __iter__(self):
        return self

    def __next__(self):
        breakpoint()
        raise ValueError("next")


class BadIter:
    def __iter__(self):
        raise TypeError("iter")


def f(x):
    try:
        for v in x:
            print(v)
        else:
            print("else")
    except (ValueError, TypeError) as e:
        print("caught", e)
    try:
        a, b = x
    except (ValueError, TypeError) as e:
        print("unpack", e)


f(Bad())
f(BadIter())
f([1])
f(5)
