def k(x):
    return sorted([1, 2], key=k)


try:
    k(1)
except RecursionError as e:
    print(e)
