class I:
    def __init__(self, v):
        self.v = v

    def __iadd__(self, o):
        breakpoint()
        self.v += o
        return self

    def __isub__(self, o):
        return NotImplemented

    def __sub__(self, o):
        return I(self.v - o)

    def __rmul__(self, o):
        return I(self.v * o)

    def __imatmul__(self, o):
        return "matmul"


i = I(5)
j = i
i += 3
print(i is j, i.v)
i -= 1
print(i is j, i.v)
k = 2
k *= i
print(k.v)
i @= 0
print(i)
try:
    j //= 2
except TypeError as e:
    print(e)
