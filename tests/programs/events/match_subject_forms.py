def subject():
    breakpoint()
    return 3, 4


def f():
    match subject():
        case a, b:
            print(a, b)
    match (x := subject()), 5:
        case (3, y), 5:
            print(x, y)
    match [*subject(), 1]:
        case [3, *rest]:
            print(rest)
    match -1:
        case -1:
            print("minus one")
    match "a" "b":
        case "ab":
            print("joined")
    match subject:
        case object(__name__=n):
            print(n)


f()
