def gen(n):
    for i in range(n):
        if i == 9:
            breakpoint()
        yield i * 2


def run(n):
    total = 0
    for v in gen(n):
        total += v
    return total


print(run(6), run(14), run(3))
