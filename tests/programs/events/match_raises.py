class P:
    __match_args__ = ("x",)

    @property
    def x(self):
        breakpoint()
        raise ValueError("x")


class Q:
    __match_args__ = 5


def f(v, which):
    try:
        match v:
            case P(x=1) if which == 0:
                return 1
            case P(a, b):
                return 2
            case Q(a):
                return 3
            case int(a, b):
                return 4
            case w if w // 0:
                return 5
    except Exception as e:
        return type(e).__name__, str(e)


print(f(P(), 0), f(Q(), 1), f(5, 2))
