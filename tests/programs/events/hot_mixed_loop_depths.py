def run(n):
    out = 0
    for i in range(n):
        for j in range(3):
            k = 0
            while k < 2:
                k += 1
                if i + j + k == 9:
                    breakpoint()
                if k == j:
                    continue
                out += i * j - k
            if out > 60:
                break
        else:
            out += 1
    return out


print(run(9))
