import sys
import sys as system
from sys import maxsize, version_info as vi
from sys import (
    path,
    modules,
)

print(system is sys, maxsize == sys.maxsize, vi[:2], path is sys.path, modules["sys"] is sys, modules["__main__"].__name__)
m = __import__("sys")
print(m is sys, type(m).__name__, sys.__name__, m.__spec__.name, repr(sys))


def local_import():
    import builtins

    return builtins.len is len


print(local_import(), "builtins" in globals())
for bad in ("import nope_nope", "import sys.nope", "from sys import nope", "from nope_nope import x", "from . import x", "from .. import x", "from .mod import y", "import sys.x.y"):
    try:
        exec(bad)
    except ImportError as e:
        print(bad, "!!", type(e).__name__, e, getattr(e, "name", None))
    except KeyError as e:
        print(bad, "!!", type(e).__name__, e)
module = type(sys)("made_up", "its doc")
module.value = 42
sys.modules["made_up"] = module
import made_up
from made_up import value

print(made_up.value, value, made_up.__doc__, made_up is module, made_up.__name__)
try:
    from made_up import other
except ImportError as e:
    print(e, e.name, e.path)
try:
    made_up.other
except AttributeError as e:
    print(e)
module.__getattr__ = lambda name: f"dynamic {name}"
print(made_up.anything)
from made_up import something

print(something)
module.__all__ = ["value"]
exec("from made_up import *")
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as e:
    print(type(e).__name__, e)
for bad in (lambda: __import__(5), lambda: __import__(""), lambda: __import__("sys", level=1), lambda: __import__("sys", level=-1)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
import builtins

real = builtins.__import__


def tracing_import(name, globals=None, locals=None, fromlist=(), level=0):
    print("import", name, fromlist, level)
    return real(name, globals, locals, fromlist, level)


builtins.__import__ = tracing_import
import sys
from sys import maxsize
import sys as other_name

builtins.__import__ = real
package = type(sys)("pack")
package.__path__ = []
sub = type(sys)("pack.sub")
package.sub = sub
sys.modules["pack"], sys.modules["pack.sub"] = package, sub
import pack.sub
import pack.sub as ps
from pack import sub as ps2

print(pack.sub is sub, ps is sub, ps2 is sub, pack)
