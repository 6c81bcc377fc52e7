class Counter[T]:
    start: int = 0

    def __init__(self):
        self.values = [self.start + i for i in range(3)]

    def step(self):
        n = 0
        def inner():
            nonlocal n
            n += 1
            return super().__hash__(), n
        return inner
