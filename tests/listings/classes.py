class Base:
    """Text."""

    kind: str = "base"

    def __init__(self, size, /):
        self.size = size


class Child(Base, tag=1):
    def __init__(self):
        super().__init__(3)

    @property
    def area(self):
        return self.size**2
