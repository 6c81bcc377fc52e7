def probe():
    breakpoint()


def f(n):
    total = 0
    for i in range(n):
        for j in range(n):
            if i == j:
                continue
            if j > 2:
                break
            total += i * j
            if total == 4:
                probe()
        else:
            total += 100
    return total


print(f(4))
print(sum(i for i in range(5)))
