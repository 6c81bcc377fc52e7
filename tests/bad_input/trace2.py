import sys
def t(fr,e,a): return t
sys.settrace(t)
def f(): f()
try: f()
except RecursionError as e: print('caught',e)
