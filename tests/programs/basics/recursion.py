def hanoi(n, a, b, c):
    if n == 0:
        return 0
    return hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def permutations(items):
    if len(items) <= 1:
        return [items]
    return [[x] + rest for i, x in enumerate(items) for rest in permutations(items[:i] + items[i + 1 :])]


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def depth(n):
    try:
        return depth(n + 1)
    except RecursionError as e:
        return type(e).__name__, str(e)


print(hanoi(6, "a", "b", "c"), ack(2, 3), permutations([1, 2, 3]), is_even(100), is_odd(101))
print(depth(0))
fact = lambda n: 1 if n < 2 else n * fact(n - 1)
print(fact(30), fact(100))
