class Yield:
    def __await__(self):
        yield


async def worker(name, n, log):
    for i in range(n):
        log.append((name, i))
        if name == "b" and i == 1:
            breakpoint()
        await Yield()
    return name


async def parent(log):
    r = await worker("p", 1, log)
    return r + "!"


def run(*coros):
    ready, results = list(coros), []
    while ready:
        c = ready.pop(0)
        try:
            c.send(None)
        except StopIteration as e:
            results.append(e.value)
        else:
            ready.append(c)
    return results


log = []
print(run(worker("a", 2, log), worker("b", 3, log), parent(log)))
print(log)
