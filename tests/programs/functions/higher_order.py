def compose(*fs):
    def composed(x):
        for f in reversed(fs):
            x = f(x)
        return x

    return composed


def curry(f, n=None):
    n = f.__code__.co_argcount if n is None else n

    def step(*args):
        if len(args) >= n:
            return f(*args)
        return lambda *more: step(*args, *more)

    return step


def memoise(f):
    cache = {}

    def inner(*a, **k):
        key = a, tuple(sorted(k.items()))
        if key not in cache:
            cache[key] = f(*a, **k)
        return cache[key]

    inner.cache = cache
    return inner


def trampoline(f):
    def run(*a):
        r = f(*a)
        while callable(r):
            r = r()
        return r

    return run


@trampoline
def count_down(n, acc=0):
    return acc if n == 0 else lambda: count_down_step(n - 1, acc + n)


def count_down_step(n, acc):
    return acc if n == 0 else lambda: count_down_step(n - 1, acc + n)


inc, dbl = (lambda x: x + 1), (lambda x: x * 2)
print(compose(inc, dbl)(5), compose(dbl, inc)(5), compose()(5), compose(*[inc] * 10)(0))
add3 = curry(lambda a, b, c: a + b + c)
print(add3(1)(2)(3), add3(1, 2)(3), add3(1)(2, 3), add3(1, 2, 3))


@memoise
def slow(a, b=1):
    print("computing", a, b)
    return a * b


print(slow(2), slow(2), slow(2, b=3), slow(2, b=3), len(slow.cache))
print(count_down(5000))
fold = lambda f, acc, xs: acc if not xs else fold(f, f(acc, xs[0]), xs[1:])
print(fold(lambda a, b: a * 10 + b, 0, [1, 2, 3]), fold(max, 0, [3, 9, 2]))
church = lambda n: lambda f: lambda x: x if n == 0 else f(church(n - 1)(f)(x))
plus = lambda a, b: lambda f: lambda x: a(f)(b(f)(x))
print(plus(church(3), church(4))(inc)(0), church(5)(lambda s: s + "*")(""))
pair = lambda a, b: lambda f: f(a, b)
fst, snd = (lambda p: p(lambda a, b: a)), (lambda p: p(lambda a, b: b))
print(fst(pair(1, 2)), snd(pair(1, 2)))
print(list(map(lambda f, x: f(x), [inc, dbl, str, bool], [1, 2, 3, 0])), [f(3) for f in (inc, dbl)], {f.__name__ for f in (compose, curry)} == {"compose", "curry"})
table = {op: (lambda o: lambda a, b: eval(f"a {o} b"))(op) for op in ("+", "-", "*")}
print([table[op](7, 3) for op in table])
