# partial with placeholders, lru_cache.
import re, _functools, functools
from functools import partial, Placeholder as P

def t(s):
    try: print(s,'->',re.sub(r' at 0x[0-9a-f]+','',repr(eval(s))))
    except BaseException as e: print(s,'!!',type(e).__name__, e)
def f(*a,**k): return a,k
p=partial(f,1,x=2)
class S(partial): pass
@functools.lru_cache(2)
def c(*a,**k): return a
@functools.lru_cache(None,typed=True)
def c2(*a,**k): return a
@functools.lru_cache(0)
def c0(*a,**k): return a
for s in ["partial()","partial(5)","partial(f,P)","partial(f,x=P)","partial(f,P,1)","partial(f,P,1)()","partial(f,P,1)(2)","partial(f,P,1)(2,3)","partial(partial(f,P,1),9)","partial(partial(f,P,1,P,2),9).args","partial(partial(f,P,1,P,2),P,9).args","partial(partial(f,P,1,P,2),P,9,10).args","p","p()","p(5,x=3,y=4)","partial(p,7,x=9)","partial(p,7,x=9).func is f","S(f,1)","S(p,1).func","partial(S(f,1),2).func","repr(P)","P.__reduce__()","type(P)() is P","type(P)(1)","p.func is f,p.args,p.keywords","p.__dict__","p.__reduce__()","p.__setstate__(5)","p.__setstate__((f,(1,),{},{}))","p.__setstate__((f,[1],{},{}))","p.__setstate__((5,(1,),{},{}))","p.__setstate__((f,(P,),{},{}))","p.func","setattr(p,'func',1)","setattr(p,'zz',1)","p.zz","delattr(p,'func')","partial[int]","S[int]","p.__get__(None,int)","p.__get__(3,int)","hash(p)==hash(p)","p==partial(f,1)","c(1)","c(2)","c(1)","c(3)","c.cache_info()","c(x=1)","c(x=1)","c(1,2)","c.cache_info()","c.cache_clear()","c.cache_info()","c([])","c.cache_parameters()","c.__reduce__()","c.__wrapped__","c2(1)","c2(1.0)","c2(True)","c2.cache_info()","c0(1)","c0(1)","c0.cache_info()","_functools._lru_cache_wrapper()","_functools._lru_cache_wrapper(5,1,1,1)","_functools._lru_cache_wrapper(f,1.5,1,1)","_functools._lru_cache_wrapper(f,-1,0,lambda *a:a).cache_info()","c.__get__(None) is c","c.__get__(5)","c.__copy__() is c","c.__deepcopy__(0) is c","c.__name__","c.__doc__","bool(P)","partial(f,**{'a b':1})","partial(print,P,2,end='!')(1)", "functools.partial(f, 1, 2, x=1)(y=2, x=3)", "functools.lru_cache(5)", "functools.lru_cache(lambda: 1)()","p.__call__(1)","partial(int,base=2)('101')","partial(lambda a,b: a-b, P, 3)(10)","partial(f)(**{'z':1})"]: t(s)
class A:
    @functools.lru_cache(maxsize=3)
    def m(self,x): return x*2
    pm=partial(f,1)
a=A(); print(a.m(1),a.m(2),a.m(1),A.m.cache_info(), a.pm(3)[0][1:]==(a,3) or a.pm(3))
import pickle, copy
q=pickle.loads(pickle.dumps(partial(int,base=3))); print(q, q('12'))
print(copy.copy(q), copy.deepcopy(q))
# eviction order
log=[]
@functools.lru_cache(3)
def g(x): log.append(x); return -x
for x in [1,2,3,1,4,2,1,3,4,4,1,5,1]: g(x)
print(log,g.cache_info())
@functools.lru_cache(None)
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(80), fib.cache_info())
@functools.lru_cache(10)
def fib2(n): return n if n<2 else fib2(n-1)+fib2(n-2)
print(fib2(80), fib2.cache_info())
class K:
    def __init__(s,v): s.v=v
    def __hash__(s): return 1
    def __eq__(s,o):
        if s.v=='x': raise ValueError('eq')
        return s.v==o.v
@functools.lru_cache(4)
def h(k): return k.v
print(h(K(1)),h(K(1)),h(K(2)))
try: h(K('x'))
except ValueError as e: print(e)
print(h.cache_info())
p=partial(f); p.__setstate__((p,(),{},{}));
try: print(repr(p))
except BaseException as e: print(type(e), e)
