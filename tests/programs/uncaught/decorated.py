def deco(f):
    def wrapper(*a):
        return f(*a)

    return wrapper


@deco
def boom(x):
    return x.nope


boom(1)
