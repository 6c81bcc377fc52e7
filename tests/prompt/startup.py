import sys

from_startup = __name__, __file__
sys.__interactivehook__ = lambda: print("hook", flush=True)
