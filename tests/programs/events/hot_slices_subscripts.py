def run(l):
    out = []
    for i in range(len(l) - 2):
        w = l[i : i + 3]
        l[i] = w[-1]
        out.append(w[0] + w[2])
        if i == 9:
            breakpoint()
    return out, l


print(run(list(range(14))))
