import asyncio, sys
async def leaf(n):
    await asyncio.sleep(0)
    return n
async def mid(n):
    s = 0
    for i in range(3):
        s += await leaf(i)
    if n % 7 == 0: raise ValueError(n)
    return s
async def worker(n):
    try:
        return await mid(n)
    except ValueError as e:
        return repr(e)
async def cancel():
    t = asyncio.create_task(asyncio.sleep(10))
    await asyncio.sleep(0)
    t.cancel()
    try: await t
    except asyncio.CancelledError: return 'cancelled'
async def agen(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i
async def main():
    r = await asyncio.gather(*(worker(i) for i in range(60)))
    print(r[:8], len(r))
    print(await cancel())
    print([x async for x in agen(50)][-3:])
    async with asyncio.timeout(5):
        print(await asyncio.wait_for(worker(1), 3))
    try:
        await asyncio.wait_for(asyncio.sleep(9), 0.01)
    except TimeoutError as e: print('timeout')
    async with asyncio.TaskGroup() as tg:
        ts = [tg.create_task(worker(i)) for i in range(20)]
    print([t.result() for t in ts][:3])
for k in range(3): asyncio.run(main())
