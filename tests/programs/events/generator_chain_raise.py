def low():
    yield 1
    breakpoint()
    raise ValueError("low")


def mid():
    try:
        yield from low()
    finally:
        print("mid finally")


def high():
    for v in mid():
        yield v * 10


def top():
    try:
        return list(high())
    except ValueError as e:
        return repr(e)


print(top())
print(sum(1 for _ in "ab"))
