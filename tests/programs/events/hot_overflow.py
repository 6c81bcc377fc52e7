def run(n):
    x = 1
    for i in range(n):
        x = x * 37 + i
        if i == 14:
            breakpoint()
    return x, x % 1000, -x // 7


print(run(20))
