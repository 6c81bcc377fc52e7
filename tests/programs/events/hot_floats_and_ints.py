def run(n):
    x, y, k = 0.0, 1.0, 0
    for i in range(n):
        x += y / (i + 1)
        y = -y
        k += int(x * 1000) % 7
        if i == 11:
            breakpoint()
        if x > 0.7:
            k //= 2
    return round(x, 6), k


print(run(16))
