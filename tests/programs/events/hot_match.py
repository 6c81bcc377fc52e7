def f(v):
    match v:
        case 0:
            return "zero"
        case int() if v > 9:
            breakpoint()
            return "big"
        case int(n):
            return n
        case [a, b]:
            return a + b
        case {"k": k}:
            return k
    return None


print([f(v) for v in [0, 1, [2, 3], {"k": 4}, 5, "s", [1], 0, 3, [4, 5], 10, {"k": 6}, [7, 8], 0, {}]])
