def tokens(s):
    i = 0
    while i < len(s):
        c = s[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(s) and (s[j].isdigit() or s[j] == "."):
                j += 1
            yield float(s[i:j]) if "." in s[i:j] else int(s[i:j])
            i = j
        elif c in "+-*/()^":
            yield c
            i += 1
        else:
            raise SyntaxError(f"bad character {c!r} at {i}")
    yield None


class Parser:
    def __init__(self, s):
        self.it = tokens(s)
        self.now = next(self.it)

    def eat(self):
        t, self.now = self.now, next(self.it, None)
        return t

    def expr(self):
        v = self.term()
        while self.now in ("+", "-"):
            v = v + self.term() if self.eat() == "+" else v - self.term()
        return v

    def term(self):
        v = self.power()
        while self.now in ("*", "/"):
            v = v * self.power() if self.eat() == "*" else v / self.power()
        return v

    def power(self):
        v = self.atom()
        if self.now == "^":
            self.eat()
            return v ** self.power()
        return v

    def atom(self):
        t = self.eat()
        if t == "(":
            v = self.expr()
            if self.eat() != ")":
                raise SyntaxError("expected )")
            return v
        if t == "-":
            return -self.atom()
        if not isinstance(t, (int, float)):
            raise SyntaxError(f"unexpected {t!r}")
        return t


for s in ["1+2*3", "(1+2)*3", "2^3^2", "-4 + 10/4", "1.5*4", "((7))", "1+", "(1", "2 $ 3", "1/0"]:
    try:
        print(s, "=", Parser(s).expr())
    except Exception as e:
        print(s, "!", type(e).__name__, e)
