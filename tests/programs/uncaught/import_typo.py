from sys import setrecursionlimt
