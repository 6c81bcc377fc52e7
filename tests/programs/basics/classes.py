class Animal:
    count = 0

    def __init__(self, name):
        self.name = name
        Animal.count += 1

    def speak(self):
        return f"{self.name} makes a sound"

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"


class Dog(Animal):
    def speak(self):
        return super().speak() + ": woof"

    @property
    def loud(self):
        return self.name.upper()

    @staticmethod
    def helper(x):
        return x * 2

    @classmethod
    def make(cls, *names):
        return [cls(n) for n in names]


a, d = Animal("cat"), Dog("rex")
print(a, d, a.speak(), d.speak(), d.loud, Dog.helper(4), Dog.make("p", "q"), Animal.count)
print(isinstance(d, Animal), isinstance(a, Dog), issubclass(Dog, Animal), type(d) is Dog, Dog.__mro__)
d.extra = 1
print(d.__dict__, hasattr(d, "extra"), getattr(d, "zzz", "default"), vars(d) is d.__dict__)
del d.extra
for attempt in (lambda: d.extra, lambda: Animal(), lambda: d.speak(1), lambda: setattr(d, "loud", 1)):
    try:
        attempt()
    except Exception as e:
        print(type(e).__name__, e)
m = d.speak
print(m(), m.__self__ is d, m.__func__ is Dog.speak)
print(Dog.__name__, Dog.__bases__, Dog.__module__, Dog.__qualname__)
