a = [3, 1, 2]
a.append(4)
a.extend([5, 6])
a.insert(0, 0)
print(a, len(a), a.pop(), a.pop(0), a)
a.remove(1)
print(a, a.index(2), a.count(2), 3 in a)
a.sort()
print(a)
a.reverse()
print(a, a[::-1], a[1:], a[:-1], a[-2:], a[::2])
b = a[:]
b[0] = "x"
print(a, b, a == b, [1, 2] < [1, 3], [1] < [1, 0], [] < [0])
del b[0]
del b[0:2]
print(b)
c = list(range(10))
c[2:5] = []
print(c)
c[::2] = ["e"] * 4
print(c)
c[1:1] = [1, 2, 3]
print(c)
print([1, 2] + [3], [0] * 3, 2 * [1, 2], list("abc"))
a.clear()
print(a)
print(sorted([3, 1, 2], reverse=True), sorted(["bb", "a", "ccc"], key=len), sorted("hello"))
n = [[0] * 2 for _ in range(2)]
n[0][1] = 5
print(n)
words = "the quick brown fox jumps".split()
words.sort(key=lambda w: (len(w), w))
print(words)
print(sum([1, 2, 3]), min([4, 2, 8]), max([4, 2, 8]), any([0, 1]), all([1, 0]), list(reversed([1, 2, 3])))
