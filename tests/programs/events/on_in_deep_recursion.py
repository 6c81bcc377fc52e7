def down(n):
    if n == 0:
        breakpoint()
        return 0
    r = down(n - 1)
    return r + n


print(down(8))
print(down(2))
