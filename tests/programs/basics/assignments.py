a = b = c = [1]
b.append(2)
print(a, b, c, a is c)
x, y = 1, 2
x, y = y, x
print(x, y)
(p, q), [r, s] = (1, 2), [3, 4]
print(p, q, r, s)
first, *rest = "hello"
print(first, rest)
*init, last = range(4)
print(init, last)
head, *mid, tail = [1, 2]
print(head, mid, tail)
d = {}
d["k"], d["l"] = 1, 2
print(d)
lst = [0] * 5
i, lst[i] = 2, "set"
print(i, lst)
lst[1:3] = "abc"
print(lst)
n: int = 5
m: "never evaluated"
print(n)
for i, (u, *v) in enumerate([(1, 2, 3), "ab"]):
    print(i, u, v)
for lst[0] in range(3):
    pass
print(lst[0])
t = 1,
print(t, (), (1), (1,))
