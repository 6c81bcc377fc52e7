def probe():
    breakpoint()


class Range:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n


class Manager:
    async def __aenter__(self):
        probe()
        return "entered"

    async def __aexit__(self, *exc):
        return exc[0] is ValueError


async def main():
    async for i in Range(2):
        print(i)
    else:
        print("else")
    async with Manager() as m:
        print(m)
    async with Manager():
        raise ValueError
    return "end"


try:
    main().send(None)
except StopIteration as e:
    print(e.value)
