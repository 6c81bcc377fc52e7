class A:
  def __hash__(s): return hash(s)
try: {A()}
except RecursionError as e: print('R')
