ops = ["+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>"]
names = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or", "xor", "lshift", "rshift"]


class Left:
    pass


class Right:
    pass


class Both:
    pass


class Inplace:
    pass


class Refuses:
    pass


for n in names:
    setattr(Left, f"__{n}__", lambda self, o, n=n: f"L.{n}")
    setattr(Right, f"__r{n}__", lambda self, o, n=n: f"R.r{n}")
    setattr(Both, f"__{n}__", lambda self, o, n=n: f"B.{n}")
    setattr(Both, f"__r{n}__", lambda self, o, n=n: f"B.r{n}")
    setattr(Inplace, f"__i{n}__", lambda self, o, n=n: f"I.i{n}")
    setattr(Refuses, f"__{n}__", lambda self, o: NotImplemented)
    setattr(Refuses, f"__r{n}__", lambda self, o: NotImplemented)
    setattr(Refuses, f"__i{n}__", lambda self, o: NotImplemented)
values = {"L": Left(), "R": Right(), "B": Both(), "X": Refuses(), "5": 5}
for op in ops:
    row = []
    for a in values:
        for b in values:
            try:
                row.append(eval(f"a {op} b", {"a": values[a], "b": values[b]}))
            except TypeError as e:
                row.append("TypeError")
    print(op, row[:24])
for op in ops:
    ns = {"i": Inplace(), "b": Both(), "x": Refuses()}
    exec(f"i {op}= 1\nb {op}= 1", ns)
    try:
        exec(f"x {op}= 1", ns)
    except TypeError as e:
        print(ns["i"], ns["b"], e)


class Base:
    def __add__(self, o):
        return "Base.add"

    def __radd__(self, o):
        return "Base.radd"

    def __eq__(self, o):
        return "Base.eq"

    def __lt__(self, o):
        return "Base.lt"

    def __gt__(self, o):
        return "Base.gt"


class Sub(Base):
    def __radd__(self, o):
        return "Sub.radd"

    def __gt__(self, o):
        return "Sub.gt"


class SubPlain(Base):
    pass


print(Base() + Sub(), Sub() + Base(), Base() + SubPlain(), Base() + Base(), 1 + Base(), 1 + Sub(), Base() < Sub(), Base() < SubPlain(), Base() == Sub())


class OnlyAdd:
    def __add__(self, o):
        return NotImplemented

    def __radd__(self, o):
        return "never for same type"


for f in (lambda: OnlyAdd() + OnlyAdd(), lambda: OnlyAdd() + 1, lambda: 1 + OnlyAdd(), lambda: [] + OnlyAdd(), lambda: "a" + OnlyAdd(), lambda: OnlyAdd() * 2, lambda: "%s" % OnlyAdd() if 0 else (1,) + OnlyAdd(), lambda: {} | OnlyAdd(), lambda: divmod(OnlyAdd(), 1), lambda: pow(OnlyAdd(), 1, 2), lambda: 2 ** OnlyAdd()):
    try:
        print(f())
    except TypeError as e:
        print(e)


class Int(int):
    def __radd__(self, o):
        return f"Int.radd {o}"

    def __rsub__(self, o):
        return f"Int.rsub {o}"


print(1 + Int(2), Int(1) + 2, 5 - Int(2), 5 * Int(2), sum([Int(1)]), 1.5 + Int(2), True + Int(1))
print(Both().__add__(1), (5).__add__("x"), (5).__radd__(3), "a".__add__("b"), [].__mul__(2), Right().__radd__(0))
