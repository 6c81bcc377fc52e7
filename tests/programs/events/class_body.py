def probe():
    breakpoint()


class Base:
    "docstring"
    x = 1
    y = x + 1
    probe()

    def method(self):
        return self.x

    class Inner:
        z = 3

    squares = [i * i for i in range(3)]
    if y > 1:
        flag = "set"


class Derived(Base):
    def method(self):
        return super().method() + 10


print(Derived().method(), Base.Inner.z, Base.squares, Derived.flag)
