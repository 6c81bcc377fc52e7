x = 10
x += 5; print(x)
x -= 3; print(x)
x *= 2; print(x)
x //= 5; print(x)
x **= 3; print(x)
x %= 7; print(x)
x /= 4; print(x)
y = 0b1100
y &= 0b1010; print(y)
y |= 0b0011; print(y)
y ^= 0b1111; print(y)
y <<= 3; print(y)
y >>= 1; print(y)
lst = [1, 2]
alias = lst
lst += (3, 4)
lst *= 2
print(lst, alias is lst)
t = (1,)
u = t
t += (2,)
print(t, u)
s = "ab"
s += "c"
s *= 3
print(s)
d = {"a": 1}
d |= {"b": 2}
d["a"] += 41
print(d)
st = {1, 2, 3}
st -= {1}
st |= {9}
st &= {2, 9}
st ^= {9, 10}
print(sorted(st))
m = [[1], [2]]
m[0][0] += 1
m[1] += [5]
print(m)
tup = ([],)
try:
    tup[0] += [1]
except TypeError as e:
    print(e, tup)
