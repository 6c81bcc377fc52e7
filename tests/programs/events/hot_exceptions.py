def risky(i):
    if i % 3 == 0:
        raise ValueError(i)
    if i == 10:
        breakpoint()
    return i


def run(n):
    total = bad = 0
    for i in range(n):
        try:
            total += risky(i)
        except ValueError as e:
            bad += e.args[0]
    return total, bad


print(run(16))
print(run(8))
