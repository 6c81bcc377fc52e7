from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, replace
from enum import Enum, Flag, IntEnum, auto


@dataclass(order=True)
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False, repr=False)

    def __post_init__(self):
        self.sum = self.x + self.y


@dataclass(frozen=True, slots=True)
class F:
    a: int
    b: str = "b"


p = P(1, 2)
print(p, p == P(1, 2), P(1) < P(2), asdict(p), astuple(p), replace(p, x=9), p.sum, hash(F(1)) == hash(F(1)))
for bad in (lambda: P(), lambda: setattr(F(1), "a", 2), lambda: P(1, 2, 3, 4)):
    try:
        bad()
    except (TypeError, FrozenInstanceError) as e:
        print(type(e).__name__, e)


class Color(Enum):
    RED = 1
    GREEN = auto()
    ALIAS = 1

    @property
    def lower(self):
        return self.name.lower()


class N(IntEnum):
    A = 1
    B = 2


class Perm(Flag):
    R = auto()
    W = auto()


print(Color.RED, repr(Color.GREEN), Color(1), Color["GREEN"], list(Color), Color.ALIAS is Color.RED, Color.RED.lower, N.A + 1, N.B > 1, Perm.R | Perm.W, Perm.R in Perm.R | Perm.W)
for bad in (lambda: Color(9), lambda: Color["X"], lambda: setattr(Color, "RED", 5)):
    try:
        bad()
    except (ValueError, KeyError, AttributeError) as e:
        print(type(e).__name__, e)
match Color.RED:
    case Color.RED:
        print("matched")
