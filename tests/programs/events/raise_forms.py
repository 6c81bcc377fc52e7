def probe():
    breakpoint()


class E(Exception):
    def __init__(self, *a):
        probe()
        super().__init__(*a)


def f(n):
    if n == 0:
        raise E
    if n == 1:
        raise E("with args", 1)
    if n == 2:
        raise E("x") from None
    if n == 3:
        raise E("y") from ValueError
    if n == 4:
        raise 5
    if n == 5:
        raise
    raise E from 7


for i in range(7):
    try:
        f(i)
    except Exception as e:
        print(i, type(e).__name__, e, repr(e.__cause__))
