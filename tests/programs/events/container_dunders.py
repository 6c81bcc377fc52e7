class Box:
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]

    def __contains__(self, k):
        breakpoint()
        return k in self.d

    def __len__(self):
        return len(self.d)

    def __iter__(self):
        yield from self.d

    def __reversed__(self):
        return reversed(list(self.d))

    def __missing__(self, k):
        return "m"


b = Box()
b[1] = 2
b[1] += 5
b[1:2] = "slice"
print(b[1], 1 in b, 9 not in b, len(b), bool(b), list(b)[0], len(list(reversed(b))))
del b[1]
try:
    b[1]
except KeyError as e:
    print(e)
for k in b:
    print(k)
x, = b
print(x, [*b])
