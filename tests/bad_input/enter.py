def f():
  with C(): pass
class C:
  def __enter__(s): f()
  def __exit__(s,*a): pass
try: f()
except RecursionError as e: print('R')
