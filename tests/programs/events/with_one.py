def probe():
    breakpoint()


class M:
    def __enter__(self):
        probe()
        return "value"

    def __exit__(self, *exc):
        print("exit", exc[0])


def f():
    with M() as m:
        print(m)
    with M():
        pass
    with M() as (a, *b):
        print(a, b)
    return "end"


print(f())
