class A:
    def f(self, a, b, *, key):
        pass


A().f(1)
