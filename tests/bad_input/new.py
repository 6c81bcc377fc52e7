class A:
  def __new__(c): return A()
try: A()
except RecursionError as e: print('R')
