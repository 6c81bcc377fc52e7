class Step:
    def __await__(self):
        yield 1


async def get(x):
    if x == 2:
        breakpoint()
        await Step()
    return x


async def agen(n):
    for i in range(n):
        yield await get(i)


async def main():
    a = [await get(i) for i in range(3)]
    b = {i async for i in agen(3)}
    c = {i: await get(i) async for i in agen(2)}
    d = [[j async for j in agen(i)] for i in range(2)]
    e = [x for x in [await get(5)] if await get(x)]
    g = (i async for i in agen(2))
    f = [i async for i in g]
    return a, sorted(b), c, d, e, f


c = main()
n = 0
try:
    while True:
        c.send(None)
        n += 1
except StopIteration as e:
    print(n, e.value)
