def probe():
    breakpoint()


def d(x):
    return 1 // x


def c(x):
    return d(x) + 1


def b(x):
    try:
        return c(x)
    finally:
        probe()


def a(x):
    try:
        return b(x)
    except ZeroDivisionError as e:
        tb, n = e.__traceback__, 0
        while tb:
            print(tb.tb_frame.f_code.co_name, tb.tb_lineno)
            tb = tb.tb_next
        return "handled"


print(a(1))
print(a(0))
