type A = int
type B[T] = list[T]
type C[T: int, *Ts, **P] = Callable[P, tuple[T, *Ts]]
type D[T = int, *Ts = *tuple[int], **P = [int]] = T
def f1[T](x: T) -> T: return x
def f2[T: (int, str) = int](x: T = 1, *, y: T = 2) -> T: return [T for _ in x]
def f3[T](x=1): pass
def f4[T](*, x=1): pass
def f5[**P, *Ts](*args: *Ts, **kw: P.kwargs): return lambda: (P, Ts)
async def f6[T](x: T): await x
@dec
def f7[T](x): pass
class C1[T]: pass
class C2[T](Base[T], metaclass=M):
    x: T
    def m[U](self, a: T, b: U) -> tuple[T, U]:
        return super().m(a, b)
    type E[V] = tuple[T, V]
    def n(self): return __class__, T
    y = [T for _ in z]
class C3[__T, _U: __T](__T):
    def __m(self, __x: __T): return self.__x
    a: __T
class C4:
    X = int
    def f[T: X](self, x: X) -> X: pass
    type Y = X
    type Z[T] = tuple[X, T]
    class In[T](X): q: X
    def g(self, a: X = X): pass
    z: X
    if z:
        w: Y
def outer():
    X = str
    class Inner:
        X = int
        y: X
        def f(self, a: X): return X
        def g[T](self, a: T, b: X): return X, T
    def loc[T](a: T, b: X): return X
    z: X
    type Q = X
    return Inner
class Cond:
    for i in range(3):
        a: int
        if i:
            b: str
    try:
        c: int
    except E:
        d: int
    with x: e: int
    while y: g: int
    match z:
        case 1: h: int
def ann(a: [x for x in y], b: lambda: z, c: (yield_) = 1): pass
x: int
y: str = 1
if x:
    z: float
for q in w: u: int
def nested(a: int):
    def inner(b: a) -> a: return b
    return inner
class QN:
    def m[T](self, a: (lambda: 1), b: [x for x in y], c: (x for x in y)) -> (lambda: (lambda: 2)):
        def q(a: (lambda: 1)): pass
    x: (lambda: 1)
    type A[T: (lambda: 3)] = (lambda: (lambda: 4))
    def n(self, a: (lambda: 1)): pass
type A1 = lambda: 1
type A2[T] = lambda: 1
def fq[T: (lambda: 1) = (lambda: 2)](): pass
z: (lambda: 1) = 2
