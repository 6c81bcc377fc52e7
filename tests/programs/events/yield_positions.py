def gen():
    a = [(yield 1), (yield 2)]
    b = {(yield 3): (yield 4)}
    print(a, b, (yield 5))
    c = (yield 6) + (yield 7)
    if (yield 8):
        breakpoint()
        x = yield
    else:
        x = None
    while (yield 9):
        pass
    for y in (yield 10):
        yield y
    return c, x, f"{(yield 11)}", lambda: (yield)


g = gen()
sent = None
try:
    while True:
        v = g.send(sent)
        sent = [v] if v == 10 else (0 if v == 9 else v)
except StopIteration as e:
    print(e.value[:3])
