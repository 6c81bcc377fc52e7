import sys


def probe():
    breakpoint()


def f():
    probe()
    import sys as system
    from sys import version_info as v, maxsize
    from sys import (
        byteorder,
        flags,
    )

    probe()
    return system is sys, v[0], maxsize > 0, byteorder


print(f())
try:
    import no_such_module_here
except ImportError as e:
    print("missing")
try:
    from sys import no_such_name
except ImportError:
    print("no name")
