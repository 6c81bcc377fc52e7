class InsufficientFunds(Exception):
    def __init__(self, need, have):
        self.need, self.have = need, have
        super().__init__(f"need {need}, have {have}")


class Account:
    interest = 0

    def __init__(self, owner, balance=0):
        self._owner = owner
        self._balance = balance
        self._log = []

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < 0:
            raise InsufficientFunds(-value + self._balance, self._balance)
        self._log.append((self._balance, value))
        self._balance = value

    def __iadd__(self, amount):
        self.balance += amount
        return self

    def __isub__(self, amount):
        self.balance -= amount
        return self

    def __str__(self):
        return f"{self._owner}: {self._balance:,.2f}"


class Savings(Account):
    interest = 5

    def accrue(self):
        self.balance = self.balance * (100 + self.interest) / 100


a, b = Account("ann", 1200.5), Savings("bob")
a -= 200
b += 1500
b.accrue()
print(a, b, sep=" / ")
try:
    a -= 10**6
except InsufficientFunds as e:
    print("refused:", e, e.have)
print(a._log, b._log)
total = sum(x.balance for x in (a, b))
print(f"{total:.3f} {total:>12,.1f}|{total:<12.0f}|{total:^+12.1e}|")
