def area(shape):
    match shape:
        case {"r": r, **rest}:
            return r * r * 3.14
        case Square(side=s) | [s]:
            return s ** 2
        case _:
            return f"{shape!r:>{10}}"
