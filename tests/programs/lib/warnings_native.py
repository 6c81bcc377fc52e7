# Warnings of native code, the first of them before anything imports warnings.
import _ast
_ast.Name()
~True
import array
array.array('u')
print("done")
import sys
def f():
    return ~False
f(); f()
import _warnings
_warnings.warn("direct", UserWarning)
_warnings.warn("direct", UserWarning)
_warnings.warn_explicit("expl", UserWarning, "file.py", 7)
def g(): _warnings.warn("lvl", RuntimeWarning, 2)
g()
