def a(n):
    if n == 0:
        raise LookupError("bottom")
    try:
        a(n - 1)
    except LookupError as e:
        raise ValueError(f"level {n}") from e


a(3)
