def f(x):
    try:
        if x:
            raise KeyError(x)
        return "returned"
    finally:
        breakpoint()
        print("finally", x)


def g(x):
    try:
        return f(x)
    except KeyError as e:
        return repr(e)


print(g(0))
print(g(1))
print(g(0))
