def v(x):
    breakpoint()
    return x


def f(a):
    s = """line
    two""" + v("x")
    t = f"""{
        a
    }
    {v(a)}
    {
        a:>{
            5
        }}
    """
    u = ("a"
         "b" f"{a}"
         f"{v(a)}")
    w = "%s %s" % (
        a,
        v(2),
    )
    return s, t, u, w


print(f(1))
