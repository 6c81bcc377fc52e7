def g(a):
    return a


data = {"k": [1, 2, 3]}
result = g(1) + g(data["k"][1] + data["k"][10]) + g(
    3
)
