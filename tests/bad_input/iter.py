class A:
  def __iter__(s): return iter(s)
try: list(A())
except RecursionError as e: print(e)
