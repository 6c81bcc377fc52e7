def probe():
    breakpoint()


def add(a, b):
    return a + b


def work(n):
    total = 0
    for i in range(n):
        total = add(total, i)
        if i == n - 3:
            probe()
    return total


for n in (20, 30):
    print(work(n))
