def probe():
    breakpoint()


def bare():
    return


def none():
    return None


def constant():
    return 5


def tuple_():
    return 1, 2


def in_loop():
    for i in range(3):
        if i == 1:
            return i


def in_try():
    try:
        return "try"
    except Exception:
        return "never"


def multi():
    return (
        1
        + 2
    )


def implicit(x):
    if x:
        probe()


print(bare(), none(), constant(), tuple_(), in_loop(), in_try(), multi(), implicit(1), implicit(0))
