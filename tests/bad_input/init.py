class A:
  def __init__(c): A()
try: A()
except RecursionError as e: print(e)
