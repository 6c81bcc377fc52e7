import sys

print(sys.argv, __name__, repr(__package__))
