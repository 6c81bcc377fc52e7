data = list(range(14))
f = lambda x: x * 2 if x != 11 else (breakpoint(), x)[1]
print(sum(map(f, data)), [(lambda y: y + 1)(x) for x in data[:4]], sorted(data, key=lambda v: -v % 5)[:4])
