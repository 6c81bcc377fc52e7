class Manager:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        return self.suppress


with Manager("a") as a:
    print("body", a)
with Manager("b"), Manager("c") as c:
    print("body", c)
with (
    Manager("d") as d,
    Manager("e", True) as e,
):
    print(d, e)
    raise ValueError("swallowed by e")
try:
    with Manager("f"):
        raise KeyError("passes")
except KeyError as error:
    print("caught", error)


def leave():
    with Manager("g"):
        return "returned"


print(leave())
for i in range(3):
    with Manager(str(i)):
        if i == 0:
            continue
        break
with Manager("t") as (x):
    print(x)
try:
    with 5:
        pass
except TypeError as error:
    print(error)
