class Step:
    def __await__(self):
        yield 1


async def child(i):
    if i == 8:
        breakpoint()
    if i % 4 == 0:
        await Step()
    return i


async def main(n):
    t = 0
    for i in range(n):
        t += await child(i)
    return t


def run(c):
    n = 0
    while True:
        try:
            c.send(None)
        except StopIteration as e:
            return n, e.value
        n += 1


print(run(main(11)))
