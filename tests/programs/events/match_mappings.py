def probe():
    breakpoint()


def f(x):
    match x:
        case {"a": 1}:
            return "a is one"
        case {"a": int() as n, "b": b}:
            probe()
            return n, b
        case {"k": {"deep": d}, **rest}:
            return d, rest
        case {}:
            return "any mapping"
    return None


for v in ({"a": 1}, {"a": 2, "b": 3}, {"k": {"deep": 4}, "z": 5}, {}, {"a": "x"}, []):
    print(f(v))
