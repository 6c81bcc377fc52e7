def key(x):
    if x == 2:
        breakpoint()
        raise ValueError("key")
    return x


def f(call):
    try:
        return call()
    except ValueError as e:
        return f"caught {e}"


print(f(lambda: sorted([3, 2, 1], key=key)))
print(f(lambda: list(map(key, [1, 2, 3]))))
print(f(lambda: max([1, 2], key=key)))
print(f(lambda: [*filter(key, [0, 1, 2])]))
print(f(lambda: sum(key(i) for i in range(4))))
print(f(lambda: ",".join(str(key(i)) for i in range(3))))
