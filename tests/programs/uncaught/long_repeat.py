def a(n):
    if n:
        return a(n - 1)
    raise ValueError("end")


a(10)
