def probe():
    breakpoint()
    return "p"


def f(x, w):
    a = f"{x} {x!r:>5} {x:{w}d} {x=}"
    b = (
        f"{x}"
        f"{probe()}"
        "plain"
    )
    c = f"""{
        x
        + 1
    } and {
        probe()
    }"""
    d = f"{'nested' + f'{x}'}"
    return a, b, c, d


print(f(3, 4))
print(f"{1 if f else 2} {{}} {[y for y in range(2)]}")
