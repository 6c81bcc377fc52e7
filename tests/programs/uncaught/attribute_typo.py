class Account:
    def __init__(self):
        self.balance = 1
        self.owner = "x"

    def describe(self):
        return self.blance


print(Account().balance)
Account().describe()
