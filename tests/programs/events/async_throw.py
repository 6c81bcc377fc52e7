def probe():
    breakpoint()


class Step:
    def __await__(self):
        try:
            yield "waiting"
        finally:
            probe()


async def worker():
    try:
        await Step()
    except KeyError as e:
        print("got", e)
        await Step()
    return "end"


c = worker()
print(c.send(None))
print(c.throw(KeyError("k")))
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
c = worker()
c.send(None)
c.close()
c = worker()
c.send(None)
try:
    c.throw(ValueError("v"))
except ValueError as e:
    print(e)
worker().close()
