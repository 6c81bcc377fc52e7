class Money:
    __slots__ = ("amount", "currency")

    def __init__(self, amount, currency="EUR"):
        self.amount, self.currency = amount, currency

    def __repr__(self):
        return f"{self.amount:.2f} {self.currency}"

    def _check(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        if self.currency != other.currency:
            raise ValueError(f"cannot mix {self.currency} and {other.currency}")
        return True

    def __add__(self, other):
        if other == 0:
            return self
        ok = self._check(other)
        return ok if ok is NotImplemented else Money(self.amount + other.amount, self.currency)

    __radd__ = __add__

    def __mul__(self, k):
        return Money(self.amount * k, self.currency) if isinstance(k, (int, float)) else NotImplemented

    __rmul__ = __mul__

    def __eq__(self, other):
        return isinstance(other, Money) and (self.amount, self.currency) == (other.amount, other.currency)

    def __lt__(self, other):
        ok = self._check(other)
        return ok if ok is NotImplemented else self.amount < other.amount

    def __hash__(self):
        return hash((self.amount, self.currency))

    def __format__(self, spec):
        return format(self.amount, spec or ".2f") + self.currency[0]

    def __bool__(self):
        return bool(self.amount)

    def __int__(self):
        return int(self.amount)

    def __round__(self, n=0):
        return Money(round(self.amount, n), self.currency)

    def __iter__(self):
        yield self.amount
        yield self.currency


a, b = Money(5), Money(7.255)
print(a + b, sum([a, b, a]), 2 * a, a * 1.5, a == Money(5), a < b, max(a, b), sorted([b, a]), f"{b} {b:.1f} {b:>8}", bool(Money(0)), int(b), round(b, 1), {a: 1}[Money(5)], [*a])
amount, cur = b
print(amount, cur)
for f in (lambda: a + 1, lambda: a + Money(1, "USD"), lambda: a * "x", lambda: a < 5, lambda: a > Money(1, "USD"), lambda: a <= b, lambda: -a, lambda: a.nope, lambda: setattr(a, "x", 1), lambda: a - b, lambda: len(a), lambda: a[0], lambda: float(a)):
    try:
        print(f())
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
