def deco(*a):
    breakpoint()
    return lambda f: f


@deco(
    1,
    lambda x: (
        x
    ),
)
@deco(
    2,
)
def f(
    x,
    y=lambda:
        5,
):
    return (
        x,
        y()
    )


@deco()
class C(
    object,
    metaclass=type,
):
    attr = \
        1


g = lambda a, \
    b=2: (
        a,
        b,
    )
print(f(1), C.attr, g(
    3
))
