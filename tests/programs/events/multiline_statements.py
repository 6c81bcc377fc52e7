def f(a,
      b=(
          2
      ),
      ):
    assert (
        a
        and
        b
    )
    x, \
        y = (
            a,
            b,
        )
    del (
        x,
    )
    if (
        a
        and
        b
    ):
        breakpoint()
    for i in (
        1,
        2,
    ):
        pass
    while (
        i
        >
        0
    ):
        i -= (
            1
        )
    return (
        y,
        i
    )


def g():
    raise (
        ValueError(
            "v"
        )
    ) from (
        None
    )


print(f(
    1
))
try:
    g()
except (
    KeyError,
    ValueError,
) as e:
    print(
        e
    )
