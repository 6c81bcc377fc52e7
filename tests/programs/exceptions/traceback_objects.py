import sys


def c(x):
    return 1 / x


def b(x):
    y = x + 1
    return c(x)


def a(x):
    try:
        return b(x)
    except ZeroDivisionError as e:
        return e


e = a(0)
tb = e.__traceback__
while tb is not None:
    f = tb.tb_frame
    print(tb.tb_lineno, f.f_code.co_name, f.f_lineno, sorted(f.f_locals), type(tb).__name__)
    tb = tb.tb_next
print(e.__traceback__.tb_next.tb_frame.f_back.f_code.co_name if e.__traceback__.tb_next.tb_frame.f_back else "no back")
t = e.__traceback__
try:
    raise e
except ZeroDivisionError as again:
    n = 0
    tb = again.__traceback__
    while tb:
        n += 1
        tb = tb.tb_next
    print("frames after raising again:", n)
x = ValueError("fresh").with_traceback(t)
print(x.__traceback__ is t)
T = type(t)
made = T(None, t.tb_frame, t.tb_lasti, 99)
print(made.tb_lineno, made.tb_next, made.tb_frame is t.tb_frame)
made.tb_next = t
print(made.tb_next is t)
for f in (lambda: setattr(t, "tb_next", made), lambda: setattr(t, "tb_next", 5), lambda: setattr(t, "tb_lineno", 5), lambda: T(5, None, 1, 1), lambda: delattr(t, "tb_next"), lambda: T()):
    try:
        f()
    except (TypeError, ValueError, AttributeError) as err:
        print(type(err).__name__, err)
try:
    try:
        c(0)
    except ZeroDivisionError:
        info = sys.exc_info()
        print(info[0].__name__, info[1], info[2].tb_lineno, sys.exception() is info[1])
        raise
except ZeroDivisionError as err:
    print(err.__traceback__.tb_lineno, err.__traceback__.tb_next.tb_lineno)
print(sys.exc_info())


def reraise_line():
    try:
        c(0)
    except ZeroDivisionError as err:
        saved = err
    raise saved


try:
    reraise_line()
except ZeroDivisionError as err:
    tb = err.__traceback__
    lines = []
    while tb:
        lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(lines)


def gen():
    yield 1
    c(0)


try:
    list(gen())
except ZeroDivisionError as err:
    tb = err.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno, end=" ")
        tb = tb.tb_next
    print()
try:
    [c(i) for i in (1, 0)]
except ZeroDivisionError as err:
    tb, names = err.__traceback__, []
    while tb:
        names.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    print(names)


class K:
    def __getattr__(self, n):
        return c(0)


try:
    K().zzz
except ZeroDivisionError as err:
    print(err.__traceback__.tb_next.tb_frame.f_code.co_qualname)
