def fib(n):
    if n == 3 and not seen:
        seen.append(1)
        breakpoint()
    return n if n < 2 else fib(n - 1) + fib(n - 2)


seen = [1]
print(fib(6))
seen.clear()
print(fib(6))
