def run(limit):
    n = 0
    while True:
        n += 1
        if n % 2:
            continue
        if n == 12:
            breakpoint()
        if n > limit:
            break
    return n


print(run(8), run(18))
