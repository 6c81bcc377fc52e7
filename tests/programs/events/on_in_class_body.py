class A:
    x = 1
    breakpoint()
    y = x + 1

    def f(self):
        return self.y

    z = [i for i in range(2)]


def make():
    class B(A):
        breakpoint()
        w = 1

    return B


print(A().f(), make()().w)
