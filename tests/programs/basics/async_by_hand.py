class Wait:
    def __init__(self, tag):
        self.tag = tag

    def __await__(self):
        got = yield self.tag
        return got


async def child(n):
    a = await Wait(f"child {n}")
    return (n, a)


async def main():
    x = await child(1)
    y = await child(2)
    return x, y


c = main()
print(c.send(None))
print(c.send("one"))
try:
    c.send("two")
except StopIteration as e:
    print("result", e.value)


class ARange:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        return self.i


class AManager:
    async def __aenter__(self):
        print("aenter")
        return self

    async def __aexit__(self, *exc):
        print("aexit", exc[0] and exc[0].__name__)
        return True


async def agen(n):
    for i in range(n):
        yield i * i


def run(c):
    try:
        while True:
            print("suspended at", c.send(None))
    except StopIteration as e:
        return e.value


async def everything():
    async for x in ARange(2):
        print("x", x)
    else:
        print("else")
    async with AManager():
        await Wait("inside")
        raise ValueError
    print([i async for i in agen(4) if i], {i: i async for i in agen(2)}, [await child(0) for _ in "a"])
    return "end"


print(run(everything()))
