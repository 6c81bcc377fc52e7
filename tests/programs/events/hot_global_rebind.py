def step(x):
    return x + 1


def other(x):
    return x - 1


def run(n):
    global step
    x = 0
    for i in range(n):
        x = step(x)
        if i == 8:
            step = other
        if i == 11:
            breakpoint()
    return x


print(run(15))
