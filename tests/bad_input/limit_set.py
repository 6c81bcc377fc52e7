import sys
sys.setrecursionlimit(10**6)
def f(n): return n if n==0 else f(n-1)
print(f(50000))
