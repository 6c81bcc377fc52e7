def numbers():
    n = 1
    while True:
        yield n
        n += 1


def take(n, it):
    for _, x in zip(range(n), it):
        yield x


def where(pred, it):
    return (x for x in it if pred(x))


def chain(*its):
    for it in its:
        yield from it


def window(n, it):
    buf = []
    for x in it:
        buf.append(x)
        if len(buf) == n:
            yield tuple(buf)
            buf.pop(0)


def group(it, key):
    last, bucket = None, []
    for x in it:
        k = key(x)
        if bucket and k != last:
            yield last, bucket
            bucket = []
        last = k
        bucket.append(x)
    if bucket:
        yield last, bucket


print(list(take(5, where(lambda x: x % 3 == 0, numbers()))))
print(list(chain("ab", [1, 2], take(2, numbers()))))
print(list(window(3, range(6))))
print(list(group("aabbbca", lambda c: c)))


def primes():
    found = []
    for n in numbers():
        if n > 1 and all(n % p for p in found):
            found.append(n)
            yield n


print(list(take(12, primes())))


def flatten(x):
    if isinstance(x, (list, tuple)):
        for y in x:
            yield from flatten(y)
    else:
        yield x


print(list(flatten([1, [2, (3, [4]), []], 5])))


def perms(xs):
    if not xs:
        yield ()
    for i in range(len(xs)):
        for rest in perms(xs[:i] + xs[i + 1 :]):
            yield (xs[i], *rest)


print(list(perms([1, 2, 3])))


def coroutine(f):
    def start(*a):
        g = f(*a)
        next(g)
        return g

    return start


@coroutine
def averager():
    total, count, avg = 0, 0, None
    while True:
        total += yield avg
        count += 1
        avg = total / count


a = averager()
print(a.send(10), a.send(20), a.send(60))


@coroutine
def broadcast(*targets):
    while True:
        v = yield
        for t in targets:
            t.append(v)


x, y = [], []
b = broadcast(x, y)
b.send(1)
b.send("z")
print(x, y)
print(sum(x * x for x in range(10) if x % 2), max((len(w), w) for w in ["a", "bbb", "cc"]), sorted(x for x in {3, 1}), dict((i, i * i) for i in range(3)), ",".join(str(i) for i in range(3)))
g = (print("evaluated") or x for x in [1, 2])
print("before")
print(next(g))
z = 10
lazy = (z + i for i in range(2))
z = 100
print(list(lazy))
