def g():
  yield from g()
try: list(g())
except RecursionError as e: print(e)
