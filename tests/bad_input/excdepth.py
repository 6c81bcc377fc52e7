def f():
  try: f()
  except RecursionError: raise
try: f()
except RecursionError as e: print(e)
