# A StopIteration out of the function of a map or filter ends the loop without an error.
def stop(x):
    if x == 2:
        raise StopIteration(x)
    return x


def run(it):
    got = []
    for i in it:
        got.append(i)
    return got


for n in range(3):
    print(run(map(stop, range(5))))
    print(run(filter(stop, range(5))))
    print(list(map(stop, range(5))))
    print([i for i in map(stop, [0, 1, 2, 3])])


def raises(x):
    raise KeyError(x)


try:
    run(map(raises, [1]))
except KeyError as e:
    print("KeyError", e)
