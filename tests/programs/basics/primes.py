def sieve(limit):
    flags = [True] * (limit + 1)
    flags[0] = flags[1] = False
    i = 2
    while i * i <= limit:
        if flags[i]:
            for j in range(i * i, limit + 1, i):
                flags[j] = False
        i += 1
    return [i for i, f in enumerate(flags) if f]


print(sieve(100))
print(len(sieve(5000)), sum(sieve(5000)))
