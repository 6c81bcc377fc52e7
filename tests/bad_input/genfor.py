def g():
  for x in g(): yield x
try: list(g())
except RecursionError as e: print(e)
