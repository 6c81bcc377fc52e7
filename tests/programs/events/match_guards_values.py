class Color:
    RED = 1
    GREEN = 2


def probe():
    breakpoint()


def big(x):
    probe()
    return x > 10


def f(x):
    match x:
        case Color.RED:
            return "red"
        case Color.GREEN | 3:
            return "green or three"
        case n if big(n):
            return "big"
        case n if n < 0:
            return "negative"
        case (4 | 5) as m:
            return m
        case other:
            return "other", other


for v in (1, 2, 3, 4, 11, -2, 7):
    print(f(v))
match 1, 2:
    case a, b:
        print(a, b)
match [1]:
    case [str()]:
        print("no")
print("end")
