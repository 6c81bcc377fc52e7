def make(n):
    class Local:
        value = n

        def get(self):
            return n + self.value

        class Nested:
            def up(self):
                breakpoint()
                return n

    return Local


a, b = make(1), make(2)
print(a().get(), b().get(), a.Nested().up(), make(3).Nested().up(), a is b)
