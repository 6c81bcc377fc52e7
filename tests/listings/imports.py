import os.path as p
from sys import argv, path
from . import sibling
from math import *

try:
    import missing
except* (ImportError, OSError) as group:
    print(group.exceptions)
assert argv, "no arguments"
del path
