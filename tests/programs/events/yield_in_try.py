def gen():
    for i in range(4):
        try:
            x = yield i
            if x == "raise":
                raise ValueError
            if x == "continue":
                continue
            if x == "break":
                break
        except ValueError:
            breakpoint()
            yield "handled"
        else:
            yield "else"
        finally:
            yield "finally"
    return "end"


for script in (["a", None, None, "raise", None, None, "continue", None], [None, None, "break", None]):
    g = gen()
    out = [next(g)]
    try:
        for s in script + [None] * 10:
            out.append(g.send(s))
    except StopIteration as e:
        out.append(e.value)
    print(out)
