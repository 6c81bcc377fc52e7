# The native module alone, before anything has imported the library's.
import _warnings

_warnings.warn("direct", UserWarning)
_warnings.warn("direct", UserWarning)
_warnings.warn_explicit("explicit", UserWarning, "file.py", 7)
print(_warnings._defaultaction)
