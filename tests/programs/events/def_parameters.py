def probe():
    breakpoint()


def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    probe()
    return a, b, c, args, d, e, kw


def default_calls(x=probe()):
    return x


print(f(1, d=4))
print(f(1, 2, 3, 4, 5, d=6, e=7, z=8))
print(f(*[1, 2], d=0, **{"q": 1}))
for call in (lambda: f(), lambda: f(1), lambda: f(1, d=1, a=2, b=3)):
    try:
        print(call())
    except TypeError as e:
        print(e)
print(default_calls())


def annotated(
    x: int,
    y: "str" = "d",
    *,
    z: float = 1.0,
) -> list:
    return [x, y, z]


print(annotated(1))
