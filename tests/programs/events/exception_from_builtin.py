def probe():
    breakpoint()


def f(call):
    try:
        return call()
    except Exception as e:
        return type(e).__name__


print(f(lambda: int("x")))
print(f(lambda: [].pop()))
print(f(lambda: {}["a"]))
print(f(lambda: "a" + 1))
print(f(lambda: None.x))
print(f(lambda: [1][2]))
probe()
print(f(lambda: undefined))
print(f(lambda n=5: n()))
print(f(lambda: next(iter([]))))
print(f(lambda: max([])))
print(f(lambda: len(5)))
print(f(lambda: (lambda a: a)()))
