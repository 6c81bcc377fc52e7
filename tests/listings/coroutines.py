async def gather(sources):
    async for source in sources:
        async with source as lines:
            yield [line async for line in lines if line]
