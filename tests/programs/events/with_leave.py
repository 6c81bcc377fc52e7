def probe():
    breakpoint()


class M:
    def __enter__(self):
        return 1

    def __exit__(self, *exc):
        return False


def ret():
    with M() as x:
        return x


def loop():
    for i in range(4):
        with M():
            if i == 0:
                continue
            if i == 2:
                probe()
                break
            print("i", i)
    return i


def nested():
    with M():
        with M():
            with M():
                return "deep"


print(ret(), loop(), nested())
