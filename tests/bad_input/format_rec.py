class A:
  def __format__(s,f): return format(s,f)
try: f'{A()}'
except RecursionError as e: print('R')
