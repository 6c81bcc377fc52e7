import contextlib
import io


@contextlib.contextmanager
def managed(name):
    print("enter", name)
    try:
        yield name.upper()
    except ValueError as e:
        print("swallow", e)
    finally:
        print("exit", name)


with managed("a") as x:
    print(x)
with managed("b"):
    raise ValueError("v")
try:
    with managed("c"):
        raise KeyError("k")
except KeyError as e:
    print("passed", e)
with contextlib.suppress(ZeroDivisionError, KeyError):
    1 / 0
print("suppressed")
with contextlib.ExitStack() as stack:
    for n in "xyz":
        stack.enter_context(managed(n))
    stack.callback(print, "callback")
    print("in stack")
buf = io.StringIO()
with contextlib.redirect_stdout(buf):
    print("captured")
print(repr(buf.getvalue()))


class Closable:
    def close(self):
        print("closed")


with contextlib.closing(Closable()), contextlib.nullcontext(5) as five:
    print(five)


@managed("decorator")
def f():
    print("decorated")


f()


@contextlib.contextmanager
def bad():
    if False:
        yield


try:
    with bad():
        pass
except RuntimeError as e:
    print(e)
