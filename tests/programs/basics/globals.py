x = 1


def read():
    return x


def write():
    global x, y
    x = 2
    y = "new"


def shadow():
    x = 3
    return x


print(read())
write()
print(read(), y, shadow(), x)
del y
try:
    y
except NameError as e:
    print(e)


def unbound():
    print(z)
    z = 1


try:
    unbound()
except UnboundLocalError as e:
    print(type(e).__name__, e)


def deleted():
    a = 1
    del a
    return a


try:
    deleted()
except UnboundLocalError as e:
    print(e)
print("x" in globals(), globals()["x"])
globals()["made"] = 5
print(made)
