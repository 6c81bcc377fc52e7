def key(p):
    calls.append(p)
    if len(calls) == 11:
        breakpoint()
    return -p[1]


calls = []
data = [(i, i * 7 % 5) for i in range(8)]
print(sorted(data, key=key))
print(sorted(data, key=key, reverse=True)[0], max(data, key=key))
