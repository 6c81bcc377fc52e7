class Count:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        if self.n == 4:
            breakpoint()
        return self.n


async def main():
    t = 0
    async for x in Count(12):
        t += x
    return t


try:
    main().send(None)
except StopIteration as e:
    print(e.value)
