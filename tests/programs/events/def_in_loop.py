fs = []
for i in range(3):

    def f(x, i=i, *, k=i * 2):
        return x + i + k

    fs.append(f)
    if i == 1:
        breakpoint()
print([f(1) for f in fs])


def outer(n):
    if n:

        def inner():
            return n
    else:

        def inner():
            breakpoint()
            return "zero"

    return inner


print(outer(1)(), outer(0)())
