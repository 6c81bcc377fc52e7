class M:
    def __init__(self, x):
        self.x = x

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        breakpoint()
        return self.x


def f(x, error):
    with M(x) as m:
        if error:
            raise error
        print("body")
    return "after"


print(f(False, None))
print(f(True, ValueError()))
try:
    f(False, KeyError("k"))
except KeyError as e:
    print(e)
