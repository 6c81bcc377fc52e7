def evens(limit):
    n = 0
    while n < limit:
        sent = yield n
        n = sent or n + 2


def chained(*parts):
    for part in parts:
        yield from part


total = sum(n * n for n in evens(10))
