class It:
    def __init__(self, mode):
        self.mode = mode

    def __iter__(self):
        return self

    def __next__(self):
        breakpoint()
        if self.mode == "value":
            raise StopIteration(5)
        raise StopIteration


def gen():
    return 7
    yield


def outer():
    x = yield from It("value")
    y = yield from gen()
    z = yield from []
    return x, y, z


for v in It("plain"):
    print("never")
print(list(It("value")), next(It("plain"), "default"))
try:
    next(outer())
except StopIteration as e:
    print(e.value)
try:
    next(gen())
except StopIteration as e:
    print(e.value)
a, *b = gen(), 1
print(b, list(gen()))
