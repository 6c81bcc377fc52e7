import typing
from abc import ABC, abstractmethod
from types import SimpleNamespace


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...


class Sq(Shape):
    name = "square"

    def area(self):
        return 4


for bad in (lambda: Shape(), lambda: type("Half", (Shape,), {"name": "h"})()):
    try:
        bad()
    except TypeError as e:
        print(e)
print(Sq().area(), isinstance(Sq(), Shape), Shape.__abstractmethods__ == {"area", "name"})
s = SimpleNamespace(a=1, b="x")
print(s, s.a, s == SimpleNamespace(a=1, b="x"))
print(typing.Optional[int], typing.Union[int, str], typing.List[int], typing.get_type_hints(lambda: 0), typing.Any, typing.cast(int, "x"))


class G[T]:
    def __init__(self, v: T):
        self.v = v


print(G[int](5).v, G.__type_params__, G[int])


class Proto(typing.Protocol):
    def run(self) -> int: ...


class NT(typing.NamedTuple):
    a: int
    b: str = "z"


print(NT(1), NT.__annotations__, typing.get_args(dict[str, int]), typing.get_origin(list[int]))
