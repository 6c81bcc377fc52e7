class LL(list):
    def __add__(self, o): return NotImplemented
    def __mul__(self, o): return NotImplemented
class MM(list):
    def __iadd__(self, o): return NotImplemented
    def __rmul__(self, o): return NotImplemented
class NN(LL): pass
class S(str):
    def __add__(self, o): return NotImplemented
class T(tuple):
    def __radd__(self, o): return 'radd'
def t(f):
    try: return f()
    except Exception as e: return f'{type(e).__name__}: {e}'
import operator
for f in (lambda: LL([1])+[2], lambda: LL([1])*2, lambda: 2*LL([1]), lambda: NN([1])+[1], lambda: MM([1])*2, lambda: 2*MM([1]), lambda: MM([1])+[2],
  lambda: S('a')+'b', lambda: 'b'+S('a'), lambda: T((1,))+(2,), lambda: (2,)+T((1,)), lambda: operator.concat(LL([1]),[2]), lambda: operator.iadd(MM([1]),[3]),
  lambda: operator.iadd(LL([1]),[3]), lambda: operator.imul(LL([1]),3), lambda: operator.imul(MM([1]),3)):
    print(t(f))
