def probe():
    breakpoint()


class Step:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        got = yield self.v
        return got


async def child(n):
    probe()
    return await Step(n) + 1


async def main():
    a = await child(1)
    b = await child(
        2,
    )
    return a + b


c = main()
print(c.send(None))
print(c.send(10))
try:
    c.send(20)
except StopIteration as e:
    print(e.value)
