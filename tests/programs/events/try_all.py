def probe():
    breakpoint()


def f(x):
    out = []
    try:
        out.append("try")
        if x == 1:
            raise KeyError(x)
        if x == 2:
            raise OSError(x)
    except KeyError as e:
        out.append("except")
        probe()
    else:
        out.append("else")
    finally:
        out.append("finally")
        print(out)
    return out[-1]


for i in range(3):
    try:
        print(f(i))
    except OSError as e:
        print("escaped", e)
