class Step:
    def __await__(self):
        breakpoint()
        x = yield "step"
        return x


async def a():
    return await Step()


async def b():
    r = []
    for i in range(2):
        r.append(await a())
    return r


c = b()
print(c.send(None))
print(c.send(1))
try:
    c.send(2)
except StopIteration as e:
    print(e.value)
