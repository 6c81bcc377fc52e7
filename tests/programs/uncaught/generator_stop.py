def gen():
    yield 1
    raise StopIteration("escaped")


print(list(gen()))
