n = 27
steps = 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print("collatz", steps)

i = 0
while i < 10:
    i += 1
    if i == 3:
        continue
    if i == 7:
        break
    print(i, end=" ")
else:
    print("not reached")
print()

while i < 9:
    i += 1
else:
    print("ended normally at", i)

while True:
    i -= 1
    while True:
        i -= 2
        if i < 0:
            break
    break
print(i)
