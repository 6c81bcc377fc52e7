def add(a, b):
    return a + b


def run(values):
    r = []
    for i, v in enumerate(values):
        r.append(add(v, v))
        if i == 12:
            breakpoint()
    return r


print(run([1, 2, 3, 4, 5, 6, 7, 8, 9, 1.5, 2.5, "a", "b", [1], (2,), 2**62, True, 1j]))
