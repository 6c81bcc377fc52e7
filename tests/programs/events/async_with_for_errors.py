class M:
    def __init__(self, swallow):
        self.swallow = swallow

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        breakpoint()
        return self.swallow


class It:
    def __init__(self):
        self.n = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.n += 1
        if self.n == 3:
            raise KeyError("anext")
        return self.n


async def main():
    async with M(True):
        async for x in It():
            print(x)
    async for x in It():
        if x == 2:
            break
    else:
        print("never")
    try:
        async with M(False), M(False):
            raise ValueError("body")
    except ValueError as e:
        print(e)
    return "end"


try:
    main().send(None)
except StopIteration as e:
    print(e.value)
