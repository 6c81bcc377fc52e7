def show(e, depth=0):
    while e is not None:
        print("  " * depth + repr(e), "cause" if e.__cause__ else "context" if e.__context__ and not e.__suppress_context__ else "", e.__suppress_context__)
        e = e.__cause__ or e.__context__
        depth += 1


def attempt(f):
    try:
        f()
    except Exception as e:
        show(e)


def implicit():
    try:
        1 / 0
    except ZeroDivisionError:
        {}["x"]


def explicit():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("v") from e


def from_none():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("v") from None


def from_class():
    raise ValueError("v") from KeyError


def from_bad():
    raise ValueError from 5


def from_bad_class():
    raise ValueError from int


def in_finally():
    try:
        1 / 0
    finally:
        [][0]


def nested():
    try:
        try:
            raise ValueError(1)
        except ValueError:
            raise TypeError(2)
    except TypeError:
        raise KeyError(3)


def reraise_outer():
    try:
        raise ValueError("outer")
    except ValueError as outer:
        try:
            raise TypeError("inner")
        except TypeError:
            raise outer


def same_again():
    e = ValueError("same")
    try:
        raise e
    except ValueError:
        raise e


def after_handled():
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    raise ValueError("no context")


def through_call():
    def helper():
        raise KeyError("helper")

    try:
        raise ValueError("first")
    except ValueError:
        helper()


def generator_context():
    def gen():
        try:
            yield 1
        except KeyError:
            raise TypeError("in gen")

    g = gen()
    next(g)
    try:
        raise ValueError("outer")
    except ValueError:
        g.throw(KeyError("thrown"))


def raise_in_else():
    try:
        pass
    except ValueError:
        pass
    else:
        raise ValueError("else")


def loop_contexts():
    last = None
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError as e:
            last = e
    raise last


def cycle():
    a, b = ValueError("a"), ValueError("b")
    try:
        try:
            raise a
        except ValueError:
            raise b
    except ValueError:
        raise a


for f in (implicit, explicit, from_none, from_class, from_bad, from_bad_class, in_finally, nested, reraise_outer, same_again, after_handled, through_call, generator_context, raise_in_else, loop_contexts, cycle):
    print(f.__name__)
    attempt(f)
