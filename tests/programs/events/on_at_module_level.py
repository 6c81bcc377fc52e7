x = 0
for i in range(4):
    x += i
    if i == 1:
        breakpoint()
while x > 3:
    x -= 1
try:
    1 / 0
except ZeroDivisionError:
    x = 10
breakpoint()
y = [x for x in range(2)]
breakpoint()
with memoryview(b"ab") as m:
    z = m[0]
print(x, y, z)
