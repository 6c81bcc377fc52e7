import sys
def f(): f()
def t(fr,e,a):
  f()
  return t
sys.settrace(t)
def g(): pass
try: g()
except RecursionError as e: print('caught',e)
print(sys.gettrace())
