async def f():
    breakpoint()
    return 1


async def bad():
    await 5


async def raises():
    raise ValueError("v")


async def chain():
    try:
        await raises()
    except ValueError as e:
        raise KeyError("k") from e


def drive(c):
    try:
        c.send(None)
    except BaseException as e:
        return type(e).__name__, e.args


c = f()
print(drive(c))
print(drive(c))
print(drive(bad()), drive(raises()), drive(chain()))
c = f()
try:
    c.send(1)
except TypeError as e:
    print(e)
c.close()
print(drive(c))
try:
    f().close()
    for x in bad.__code__:
        pass
except TypeError as e:
    print("not iterable")
