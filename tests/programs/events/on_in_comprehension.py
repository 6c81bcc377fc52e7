def f(i):
    if i == 3:
        breakpoint()
    return i


x = [f(i) for i in range(6)]
y = {f(i): [f(j) for j in range(3)] for i in range(2)}
print(x, y, sum(f(i) for i in range(5)))
