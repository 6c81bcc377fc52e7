import threading
class A:
  def __repr__(self): return repr(self)
def r():
  try: repr(A())
  except RecursionError as e: print(e)
t=threading.Thread(target=r); t.start(); t.join()
