class A:
  def __add__(s,o): return s+o
try: A()+1
except RecursionError as e: print(e)
