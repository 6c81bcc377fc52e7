def probe():
    breakpoint()


def f(x):
    try:
        if x == 0:
            return "returned"
        if x == 1:
            raise ValueError("v")
        r = "fell through"
    finally:
        probe()
        print("finally", x)
    return r


print(f(0))
try:
    print(f(1))
except ValueError as e:
    print(e)
print(f(2))
