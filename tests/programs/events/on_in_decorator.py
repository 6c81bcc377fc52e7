def deco(f):
    breakpoint()

    def wrapper(*a):
        return f(*a) + 1

    return wrapper


@deco
def f(x):
    return x


@deco
@deco
def g(x):
    return x * 2


print(f(1), g(2))
