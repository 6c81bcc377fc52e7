class M:
    def __init__(self, name, swallow):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__)
        if self.name == "b":
            breakpoint()
        return self.swallow


def f(inner, outer):
    with M("a", outer):
        with M("b", inner), M("c", False):
            raise ValueError
        print("after inner")
    print("after outer")


f(True, False)
f(False, True)
try:
    f(False, False)
except ValueError:
    print("escaped")
