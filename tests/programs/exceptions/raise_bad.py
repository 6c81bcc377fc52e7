class NotException:
    pass


class BadInit(Exception):
    def __init__(self):
        raise KeyError("in init")


class NeedsArgs(Exception):
    def __init__(self, a, b):
        super().__init__(a)


class ReturnsOther(Exception):
    def __new__(cls, *a):
        return 5


class ReturnsException(Exception):
    def __new__(cls, *a):
        return ValueError("from new")


def reraise():
    raise


cases = [lambda: (_ for _ in ()).throw(5)]
for what in (5, "text", None, NotException, NotException(), int, BadInit, NeedsArgs, ReturnsOther, ReturnsException, ValueError, ValueError("v"), (ValueError, 1), [], Exception, BaseException("b")):
    try:
        raise what
    except BaseException as e:
        print(type(e).__name__, e)
try:
    reraise()
except RuntimeError as e:
    print(e)
try:
    raise ValueError("active")
except ValueError:
    try:
        reraise()
    except ValueError as e:
        print("re-raised", e)
for handler in (5, "x", None, NotException, int, (ValueError, 5), (), [ValueError], (ValueError, (KeyError, TypeError))):
    try:
        try:
            raise TypeError("t")
        except handler:
            print("caught by", handler)
    except TypeError as e:
        print("TypeError", e)


class Meta(type):
    def __subclasscheck__(cls, c):
        print("not consulted")
        return True


class Catcher(Exception, metaclass=Meta):
    pass


try:
    try:
        raise ValueError
    except Catcher:
        print("caught")
except ValueError:
    print("passed by")


def handler_side_effect():
    print("handler expression evaluated")
    return ValueError


try:
    raise ValueError
except handler_side_effect():
    print("ok")
try:
    pass
except handler_side_effect():
    pass
try:
    raise KeyError
except undefined_name_in_handler if False else KeyError:
    print("conditional handler")
try:
    try:
        raise KeyError("orig")
    except undefined_handler:
        pass
except NameError as e:
    print(e, repr(e.__context__))
