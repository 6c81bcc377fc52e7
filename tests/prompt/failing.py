import sys

sys.__interactivehook__ = lambda: 1 / 0
raise ValueError("startup")
