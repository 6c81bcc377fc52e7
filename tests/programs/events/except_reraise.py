def probe():
    breakpoint()


def low():
    raise ValueError("low")


def middle():
    try:
        low()
    except ValueError:
        probe()
        raise


def high():
    try:
        middle()
    except ValueError as e:
        try:
            raise KeyError("second") from e
        except KeyError as k:
            return k, k.__cause__ is e


print(high())
