try:
    int("x")
except ValueError:
    raise TypeError("no context shown") from None
