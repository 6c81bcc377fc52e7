count = 0


def probe():
    breakpoint()


def bump():
    global count
    count += 1
    return count


def outer():
    n = 10

    def inner():
        nonlocal n
        n += 1
        probe()
        return n

    inner()
    inner()
    return n


print(bump(), outer(), bump(), count)
