total = 0


def add(i):
    global total
    total += i
    if i == 11:
        breakpoint()


for i in range(16):
    add(i)
print(total)
