def run(n):
    hits = 0
    for i in range(n):
        j = 0
        while j < i:
            if (i + j) % 3 == 0:
                hits += 1
            elif i * j == 12:
                breakpoint()
            j += 1
    return hits


print(run(7))
