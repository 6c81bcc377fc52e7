def probe():
    breakpoint()


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
        if i == 2:
            probe()
    return "end"


for v in count(3):
    print(v)
g = count(1)
print(next(g))
try:
    next(g)
except StopIteration as e:
    print(e.value)
print(list(count(2)), [*count(2)], sum(count(4)))
a, b = count(2)
print(a, b)
