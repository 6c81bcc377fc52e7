if (n := len("hello")) > 3:
    print("long", n)
data = [1, 2, 3, 4]
while (x := data.pop()) > 2:
    print(x)
print(x, data)
print([y := 5, y**2], y)
print((a := 1, b := a + 1), a, b)
total = 0
print([total := total + v for v in range(5)], total)
print(any((witness := v) > 3 for v in [1, 5, 2]), witness)


def f():
    if (z := 10) and (w := z + 1):
        return z, w


print(f())
print({(k := "key"): (v := "value")}, k, v)
print(f"{(q := 7)} {q}")
print((lambda: (inner := 3) + inner)())
