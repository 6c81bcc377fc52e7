def f():
    try:
        1 / 0
    finally:
        breakpoint()
        return "swallowed"


def g():
    try:
        return "try"
    finally:
        return "finally"


def h():
    for i in range(3):
        try:
            [][i]
        finally:
            if i == 1:
                break
            continue
    return i


print(f(), g(), h())
