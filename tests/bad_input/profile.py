import sys
def f(): f()
def t(fr,e,a): f()
def g(): pass
sys.setprofile(t)
g()
