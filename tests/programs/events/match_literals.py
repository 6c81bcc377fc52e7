def probe():
    breakpoint()


def f(x):
    match x:
        case 0:
            return "zero"
        case -1 | 1 | 1.5:
            return "near"
        case "text" | b"bytes":
            probe()
            return "string"
        case None:
            return "none"
        case True:
            return "true"
        case 2 + 3j:
            return "complex"
    return "no match"


for v in (0, 1, -1, 1.5, "text", b"bytes", None, True, 2 + 3j, 7):
    print(f(v))
