def probe():
    breakpoint()


class Bad:
    def __init__(self, where):
        self.where = where

    def __enter__(self):
        if self.where == "enter":
            raise RuntimeError("enter")

    def __exit__(self, *exc):
        probe()
        if self.where == "exit":
            raise RuntimeError("exit")


def f(where, body=None):
    try:
        with Bad(where):
            if body:
                raise body
        print("fine")
    except Exception as e:
        print(repr(e), repr(e.__context__))


f("no")
f("enter")
f("exit")
f("exit", KeyError(1))
f("no", KeyError(1))
try:
    with None:
        pass
except TypeError as e:
    print(e)
