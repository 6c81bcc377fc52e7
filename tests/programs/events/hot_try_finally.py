def run(n):
    log = 0
    for i in range(n):
        try:
            if i % 4 == 1:
                continue
            log += i
        finally:
            log += 100
            if i == 11:
                breakpoint()
    return log


print(run(14))
