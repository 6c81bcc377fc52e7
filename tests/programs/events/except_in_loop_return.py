def f(n):
    while True:
        try:
            n -= 1
            if n == 0:
                raise StopIteration
            if n == 2:
                raise KeyError
        except KeyError:
            breakpoint()
        except StopIteration:
            return "stopped"


print(f(4))
