def probe():
    breakpoint()


class Box:
    def __init__(self):
        self.n = 1
        self.items = [1, 2, 3]

    def __iadd__(self, other):
        self.n += other
        return self


def f(box, s):
    n = 5
    n += 2
    n -= 1
    n *= 3
    n //= 2
    probe()
    box.n += n
    box.items[0] += 10
    box.items[1:] += [9]
    box += 7
    s += "tail"
    s += s
    probe()
    n **= 2
    n %= 7
    n <<= 2
    n |= 1
    return n, box.n, box.items, s


print(f(Box(), "head"))
