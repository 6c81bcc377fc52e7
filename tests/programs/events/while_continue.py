def probe():
    breakpoint()


def f():
    i = 0
    out = []
    while i < 8:
        i += 1
        if i == 2:
            continue
        if i == 3:
            probe()
            continue
        if i == 6:
            break
        out.append(i)
    return out


def one_line():
    i = 5
    while i: i -= 1
    probe()
    while (i := i + 1) < 4: pass
    return i


print(f(), one_line())
