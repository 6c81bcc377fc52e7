def f(n):
    if n == 2:
        breakpoint()
    return n


g = (f(x) for x in range(4) if x)
print(next(g), next(g))
h = ((x, y) for x in g for y in range(x) if y)
print(list(h))
print(sum(f(i) for i in range(3)), sorted((f(i) for i in (3, 1)), reverse=True), dict((i, f(i)) for i in range(2)))
print(any(f(i) == 9 for i in range(9)), all(f(i) or 1 for i in range(3)), tuple(
    f(i)
    for i in range(2)
), max((f(i) for i in range(2)), default=None))
i = iter([1, 2])
print(list((a, next(i)) for a in i))
