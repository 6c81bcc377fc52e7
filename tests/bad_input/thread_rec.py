import threading
def f(): f()
def r():
  try: f()
  except RecursionError as e: print(e)
t=threading.Thread(target=r); t.start(); t.join()
