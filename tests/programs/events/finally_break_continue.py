def probe():
    breakpoint()


def f():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            if i == 1:
                probe()
            out.append("f")
    return out


def g():
    while True:
        try:
            try:
                break
            finally:
                print("inner")
        finally:
            print("outer")
    return "done"


print(f(), g())
