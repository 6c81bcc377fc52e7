class Step:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        r = yield self.v
        return r


def drive(coro, *answers):
    out, answers = [], list(answers)
    try:
        out.append(coro.send(None))
        while True:
            out.append(coro.send(answers.pop(0) if answers else None))
    except StopIteration as e:
        return out, e.value
    except Exception as e:
        return out, type(e).__name__, str(e)


async def add(a, b):
    return await Step(a) + await Step(b)


async def many():
    return [await add(i, i + 1) for i in range(2)], {k: await Step(k) for k in "ab"}


async def catches():
    try:
        await Step("x") + 1
    except TypeError as e:
        return f"caught {e}"
    finally:
        await Step("cleanup")


async def not_awaitable():
    await 5


class BadAwait:
    def __await__(self):
        return 5


class BadAwait2:
    def __await__(self):
        return [1]


async def bad_await(x):
    return await x


class Counter:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        await Step(f"tick {self.n}")
        return self.n


class NoAnext:
    def __aiter__(self):
        return self


class SyncAnext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


async def loop(it):
    out = []
    async for x in it:
        out.append(x)
    else:
        out.append("else")
    return out


async def agen():
    try:
        x = yield 1
        y = yield x
        await Step("inside")
        yield y
    finally:
        await Step("agen cleanup")


async def use_agen():
    a = agen()
    out = [await a.__anext__(), await a.asend("s1")]
    out.append(await a.asend("s2"))
    try:
        await a.__anext__()
    except StopAsyncIteration:
        out.append("stopped")
    b = agen()
    await anext(b)
    await b.aclose()
    out.append(await anext(b, "default"))
    return out


class CM:
    async def __aenter__(self):
        return await Step("enter")

    async def __aexit__(self, *exc):
        await Step(f"exit {exc[0] and exc[0].__name__}")
        return True


async def with_cm():
    async with CM() as a, CM() as b:
        raise KeyError((a, b))
    return "after"


print(drive(add(1, 2), 10, 20))
print(drive(many(), 1, 2, 3, 4, "A", "B"))
print(drive(catches(), "str"))
for c in (not_awaitable(), bad_await(BadAwait()), bad_await(BadAwait2()), bad_await(None), loop(5), loop(NoAnext()), loop(SyncAnext()), loop([1])):
    print(drive(c))
print(drive(loop(Counter(2))))
print(drive(use_agen()))
print(drive(with_cm(), "a", "b"))
c = add(1, 2)
print(c.cr_running, c.cr_frame is not None, c.cr_await, c.__name__, type(c).__name__)
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
for f in (lambda: iter(agen()), lambda: next(add(1, 2).__await__()), lambda: aiter(5), lambda: anext(5), lambda: list(agen())):
    try:
        print(f())
    except TypeError as e:
        print(e)
