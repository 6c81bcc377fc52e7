class AppError(Exception):
    code = 500

    def __init__(self, message="application error", **details):
        super().__init__(message)
        self.details = details

    def __str__(self):
        base = super().__str__()
        return f"[{self.code}] {base} {self.details}" if self.details else f"[{self.code}] {base}"


class NotFound(AppError):
    code = 404


class Multi(KeyError, AttributeError):
    pass


class WithRepr(Exception):
    def __repr__(self):
        return "custom repr"


class WithEq(Exception):
    def __eq__(self, o):
        return type(self) is type(o) and self.args == o.args

    def __hash__(self):
        return hash(self.args)


for e in (AppError(), NotFound("page", path="/x"), AppError("m", a=1), Multi("k"), WithRepr("hidden")):
    try:
        raise e
    except AppError as x:
        print("app", x, repr(x), x.args)
    except (KeyError, AttributeError) as x:
        print("multi", x, repr(x), isinstance(x, LookupError))
    except Exception as x:
        print("other", x, [x])
print(WithEq(1) == WithEq(1), {WithEq(1), WithEq(1)} == {WithEq(1)}, ValueError(1) == ValueError(1))


class Temporary(Exception):
    pass


def flaky(n, log=[]):
    log.append(n)
    if len(log) < n:
        raise Temporary(f"attempt {len(log)}")
    return f"ok after {len(log)}"


def retry(f, times, *exceptions):
    for i in range(times):
        try:
            return f()
        except exceptions as e:
            print("retrying:", e)
            last = e
        finally:
            print("attempt", i)
    raise RuntimeError("gave up") from last


print(retry(lambda: flaky(3), 5, Temporary))
try:
    retry(lambda: int("x"), 2, ValueError, TypeError)
except RuntimeError as e:
    print(e, "because", e.__cause__)


class Slots(Exception):
    __slots__ = ("extra",)


s = Slots(1)
s.extra, s.dyn = 5, 6
print(s.extra, s.__dict__)


class NoSuper(Exception):
    def __init__(self, a, b):
        self.a = a


print(NoSuper(1, 2).args, str(NoSuper(1, 2)), repr(NoSuper("x", "y")))
try:

    class Conflict(OSError, SyntaxError):
        pass

except TypeError as e:
    print(e)


class Inherit(ValueError, TypeError):
    pass


try:
    raise Inherit
except TypeError:
    print("either base catches")
e = NotFound("n")
e.__cause__ = AppError("c")
e.__notes__ = ["a note"]
print(e.__suppress_context__, e.__notes__)
for cls in (Exception, KeyError, OSError, StopIteration, SystemExit, SyntaxError, ImportError, UnicodeError):

    class Sub(cls):
        pass

    print(cls.__name__, repr(Sub("m")), str(Sub("m")), isinstance(Sub(), cls))
