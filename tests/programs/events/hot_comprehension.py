def f(x):
    if x == 13:
        breakpoint()
    return x + 1


for i in range(4):
    print(sum([f(x) for x in range(i * 5) if x % 2]), {x: f(x) for x in range(2)})
