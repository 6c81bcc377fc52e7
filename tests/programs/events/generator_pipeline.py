def numbers(n):
    for i in range(n):
        yield i


def squares(it):
    for x in it:
        yield x * x


def odd(it):
    for x in it:
        if x % 2:
            if x == 25:
                breakpoint()
            yield x


def total(it):
    t = 0
    for x in it:
        t += x
    return t


print(total(odd(squares(numbers(8)))))
last = odd(squares(numbers(3)))
print(next(last), list(last))
