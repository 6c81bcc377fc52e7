class A:
    def __init__(self, n):
        self.n = n

    def add(self, x, y=0):
        if x == 3:
            breakpoint()
        return self.n + x + y


def partial(f, *a, **k):
    def inner(*b, **m):
        return f(*a, *b, **{**k, **m})

    return inner


a = A(10)
add = a.add
p = partial(a.add, 1)
q = partial(A.add, a, y=100)
print(add(1), add(2, y=3), p(), p(5), q(3), partial(partial(add, 1), 2)())
append = [].append
for v in range(3):
    append(add(v))
print(append.__self__, list(map(add, range(2))), {"f": add}["f"](7))
