def f(items):
    out = []
    for item in items:
        match item:
            case 0:
                continue
            case ["stop"]:
                break
            case [x, y] | {"x": x, "y": y}:
                out.append(x + y)
            case str() as s if len(s) > 2:
                breakpoint()
                out.append(s)
            case _:
                pass
    else:
        out.append("all")
    return out


print(f([0, [1, 2], {"x": 3, "y": 4}, "abc", "a", None]))
print(f([[1, 1], ["stop"], [2, 2]]))
