def probe():
    breakpoint()


def average():
    total = n = 0
    result = None
    while True:
        x = yield result
        if x is None:
            probe()
            return total
        total += x
        n += 1
        result = total / n


g = average()
next(g)
print(g.send(10), g.send(20))
try:
    g.send(None)
except StopIteration as e:
    print(e.value)
g = average()
try:
    g.send(1)
except TypeError as e:
    print(e)
