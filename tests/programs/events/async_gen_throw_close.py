async def agen():
    try:
        yield 1
        yield 2
    except ValueError as e:
        breakpoint()
        yield "handled"
    finally:
        print("finally")


async def main():
    a = agen()
    print(await a.asend(None))
    print(await a.athrow(ValueError("v")))
    await a.aclose()
    b = agen()
    await b.__anext__()
    try:
        await b.athrow(KeyError("k"))
    except KeyError as e:
        print(e)
    c = agen()
    async for x in c:
        print(x)
    try:
        await c.__anext__()
    except StopAsyncIteration:
        print("stopped")


try:
    main().send(None)
except StopIteration:
    print("end")
