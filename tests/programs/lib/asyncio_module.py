# asyncio over select and sockets.
import asyncio
async def main():
    await asyncio.sleep(0.01)
    r=await asyncio.gather(*[asyncio.sleep(0.01*i, i) for i in range(3)])
    async def echo(rd,wr):
        d=await rd.readline(); wr.write(d.upper()); await wr.drain(); wr.close()
    s=await asyncio.start_server(echo,'127.0.0.1',0)
    rd,wr=await asyncio.open_connection(*s.sockets[0].getsockname())
    wr.write(b'hello\n'); print(await rd.readline()); wr.close(); s.close()
    try: await asyncio.wait_for(asyncio.sleep(5),0.01)
    except TimeoutError as e: print('timeout', repr(e))
    loop=asyncio.get_running_loop()
    print(await loop.run_in_executor(None, lambda: 42))
    q=asyncio.Queue(); asyncio.create_task(q.put(1)); print(await q.get())
    async with asyncio.TaskGroup() as tg: tk=tg.create_task(asyncio.sleep(0,7))
    print(tk.result())
    return r
print(asyncio.run(main()))
