def probe():
    breakpoint()


async def agen(n):
    for i in range(n):
        got = yield i
        if got:
            print("got", got)
    probe()


async def main():
    async for x in agen(2):
        print(x)
    a = agen(3)
    print(await a.__anext__(), await a.asend("s"))
    await a.aclose()
    print([i async for i in agen(3) if i], {i async for i in agen(1)}, {i: i async for i in agen(1)})
    g = (i async for i in agen(2))
    print(await anext(g), await anext(g), await anext(g, "default"))
    return "end"


c = main()
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
