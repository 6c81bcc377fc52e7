def f(x):
    out = []
    try:
        try:
            try:
                if x == 0:
                    raise KeyError
                if x == 1:
                    raise ValueError
                if x == 2:
                    breakpoint()
                    return out
            except KeyError:
                out.append("k")
                raise TypeError
            finally:
                out.append("f1")
        except ValueError:
            out.append("v")
        finally:
            out.append("f2")
    except TypeError:
        out.append("t")
    else:
        out.append("e")
    finally:
        out.append("f3")
    return out


for i in range(4):
    print(f(i))
