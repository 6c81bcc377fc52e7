import sys
def h(*a): print('hook',a[0].__name__)
sys.excepthook=h
1/0
