def probe():
    breakpoint()


def f(n):
    while n: n -= 1
    for i in range(3): n += i
    probe()
    for i in range(3): n += i
    return [i for i in range(n) if i % 2]


print(f(3))
x = 0
while x < 3: x += 1
print(x)
