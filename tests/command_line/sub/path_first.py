import os, sys

print(os.path.relpath(sys.path[0]), [os.path.relpath(a) for a in sys.argv])
