def run(n):
    out = []
    for i in range(n):
        out.append(f"{i:>3}|{i!r}{'x' * (i % 3)}")
        if i == 10:
            breakpoint()
        out[-1] = "%s-%d" % (out[-1], i)
        out[-1] = "{} {}".format(out[-1], i * 2)
    return out


print(run(13)[-3:])
