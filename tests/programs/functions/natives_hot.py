# Natives that compiled code does itself: what else their names may stand for, and what their arguments may be.
import builtins
class L(list):
    def append(self, x): list.append(self, ('L', x))
    def __len__(self): return 99
class M(type):
    def __instancecheck__(cls, x): return 'truthy' if x == 3 else ''
class A: pass
class B(A): pass
class C(metaclass=M): pass
class P:
    @property
    def __class__(self): return A
class G:
    def __getattribute__(self, n): return B if n == '__class__' else object.__getattribute__(self, n)
def lens(x): return len(x)
def is_a(x): return isinstance(x, A)
def is_c(x): return isinstance(x, C)
def is_two(x): return isinstance(x, (int, A))
def app(l, x):
    r = l.append(x)
    return r, l
def t(f, *a):
    try: return f(*a)
    except Exception as e: return f'{type(e).__name__}: {e}'
def all_of():
    out = []
    for x in ([], [1, 2], (1,), {1: 2}, {1, 2, 3}, 'abc', 'a\u1234', '\U00012345bc', b'xy', range(5), L(), 5, None, frozenset('ab'), {}.keys()):
        out.append(t(lens, x))
    for x in (A(), B(), A, 1, None, P(), G(), C, 3):
        out.append((is_a(x), is_c(x), is_two(x)))
    for l in ([], [1], L(), L([1])):
        for k in range(9): r = app(l, k)
        out.append(r)
    out.append(t(app, (), 1))
    out.append(t(lambda: len()))
    out.append(t(lambda: isinstance(1)))
    return out
for k in range(120):
    r = all_of()
    if k in (0, 119): print(r)
print(len([isinstance(k, int) for k in range(2000)]))
def len(x): return 'mine'
print(t(lens, [1]), lens('a'))
del len
print(lens([1]))
builtins.isinstance, old = (lambda x, c: 'other'), builtins.isinstance
print(is_a(1))
builtins.isinstance = old
print(is_a(A()), is_a(1))
class D: pass
x = D()
print(is_a(x)); x.__class__ = B; print(is_a(x))
A = int
print(is_a(x), is_a(1))
