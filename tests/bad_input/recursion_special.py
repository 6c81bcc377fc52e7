# Endless recursion through every kind of special method, hook and callback.
TABLE = r'''
class A:
    def __init_subclass__(cls): type('B', (cls,), {})
class B(A): pass
---
class D:
    def __set_name__(self, o, n): type('B', (), {'x': D()})
class B: x = D()
---
class A:
    def __getattr__(self, n): return getattr(self, n + 'x')
A().x
---
class A:
    def __getattr__(self, n): return self.y
hasattr(A(), 'x')
---
class A:
    def __hash__(self): return hash(self)
hash(A())
---
class A:
    def __hash__(self): return hash((self,))
{A(): 1}
---
class A:
    def __eq__(self, o): return self == o
A() == A()
---
class A:
    def __eq__(self, o): return [self] == [o]
A() == A()
---
class A:
    def __ne__(self, o): return self != o
A() != A()
---
class A:
    def __lt__(self, o): return o > self
    def __gt__(self, o): return o < self
A() < A()
---
class A:
    def __index__(self): return [0][self]
[0][A()]
---
class A:
    def __index__(self): return int(self)
int(A())
---
import operator
class A:
    def __index__(self): return operator.index(self)
range(A())
---
class A:
    def __int__(self): return int(self)
int(A())
---
class A:
    def __float__(self): return float(self)
float(A())
---
class A:
    def __complex__(self): return complex(self)
complex(A())
---
class A:
    def __bool__(self): return bool(self)
bool(A())
---
class A:
    def __bool__(self): return not self
if A(): pass
---
class A:
    def __len__(self): return len(self)
len(A())
---
class A:
    def __len__(self): return bool(self)
bool(A())
---
class A:
    def __length_hint__(self): return operator.length_hint(self)
    def __iter__(self): return iter([])
import operator
list(A())
---
class A:
    def __iter__(self): return iter(self)
iter(A())
---
class A:
    def __iter__(self): yield from self
list(A())
---
class A:
    def __iter__(self): return self
    def __next__(self): return next(self)
next(A())
---
class A:
    def __next__(self): return list(self)
    def __iter__(self): return self
for x in A(): pass
---
class A:
    def __reversed__(self): return reversed(self)
reversed(A())
---
class A:
    def __contains__(self, x): return x in self
1 in A()
---
class A:
    def __getitem__(self, x): return self[x]
A()[1]
---
class A:
    def __getitem__(self, x): return list(self)
list(A())
---
class A:
    def __setitem__(self, x, y): self[x] = y
A()[1] = 2
---
class A:
    def __delitem__(self, x): del self[x]
del A()[1]
---
class A:
    def __setattr__(self, x, y): self.x = y
A().y = 2
---
class A:
    def __delattr__(self, x): del self.x
del A().y
---
class M(type):
    def __instancecheck__(cls, x): return isinstance(x, cls)
class A(metaclass=M): pass
isinstance(1, A)
---
class M(type):
    def __subclasscheck__(cls, x): return issubclass(x, cls)
class A(metaclass=M): pass
issubclass(int, A)
---
t = int
for i in range(100000): t = (t,)
isinstance(1, t)
---
t = str
for i in range(100000): t = (t,)
isinstance(1, t)
---
t = str
for i in range(100000): t = (t,)
issubclass(int, t)
---
class A(dict):
    def __missing__(self, k): return self[k + 1]
A()[0]
---
class M(type):
    def __call__(cls): return cls()
class A(metaclass=M): pass
A()
---
class M(type):
    def __new__(m, *a): return m(*a)
class A(metaclass=M): pass
---
class A:
    def __new__(cls): return cls()
A()
---
class A:
    def __init__(self): A()
A()
---
class A:
    def __call__(self): return self()
A()()
---
class A: pass
A.__call__ = A()
A()()
---
class D:
    def __get__(self, o, t): return o.x
class A: x = D()
A().x
---
class D:
    def __get__(self, o, t): return t.x
class A: x = D()
A.x
---
class D:
    def __set__(self, o, v): o.x = v
class A: x = D()
A().x = 1
---
class D:
    def __delete__(self, o): del o.x
class A: x = D()
del A().x
---
class A:
    @property
    def x(self): return self.x
A().x
---
class M(type):
    @classmethod
    def __prepare__(m, *a):
        class B(metaclass=M): pass
class A(metaclass=M): pass
---
class A:
    def __class_getitem__(cls, x): return cls[x]
A[1]
---
class A:
    def __mro_entries__(self, b):
        class B(self): pass
class B(A()): pass
---
class M(type):
    def mro(cls):
        type.__new__(M, 'x', (), {})
M('x', (), {})
---
class A:
    def __format__(self, s): return format(self, s)
format(A())
---
class A:
    def __format__(self, s): return f'{self}'
f'{A()}'
---
class A:
    def __str__(self): return str(self)
str(A())
---
class A:
    def __repr__(self): return repr(self)
repr(A())
---
class A:
    def __repr__(self): return str([self])
repr(A())
---
class A:
    def __repr__(self): return f'{self!r}'
'%r' % A()
---
class A:
    def __bytes__(self): return bytes(self)
bytes(A())
---
class A:
    def __dir__(self): return dir(self)
dir(A())
---
class A:
    def __sizeof__(self): return sys.getsizeof(self)
import sys
sys.getsizeof(A())
---
class A:
    def __reduce__(self): return copy.copy(self)
import copy
copy.copy(A())
---
class A:
    def __reduce_ex__(self, p): return (A, (), self)
import copy
copy.deepcopy(A())
---
class A:
    def __deepcopy__(self, memo): return copy.deepcopy(self)
import copy
copy.deepcopy(A())
---
import pickle
class A:
    def __reduce__(self): return pickle.dumps(self)
pickle.dumps(A())
---
import pickle
class A:
    def __reduce__(self): return (A, (A(),))
pickle.dumps(A())
---
class A:
    def __getstate__(self): return self.__reduce_ex__(2)
A().__reduce_ex__(2)
---
def k(x): return sorted([1, 2], key=k)
sorted([1], key=k)
---
def k(x): return max([1, 2], key=k)
max([1], key=k)
---
import functools
def c(a, b): return sorted([1, 2], key=functools.cmp_to_key(c))
sorted([1, 2], key=functools.cmp_to_key(c))
---
import functools
K = functools.cmp_to_key(lambda a, b: K(a) < K(b))
K(1) < K(2)
---
class E(Exception):
    def __str__(self): return str(self)
str(E())
---
class E(Exception):
    def __str__(self): raise E()
raise E()
---
class E(Exception):
    def __repr__(self): return repr(self)
repr(Exception(E()))
---
class E(Exception):
    def __str__(self): return str(self)
raise E()
---
class E(Exception):
    def __init__(self): raise E()
raise E()
---
def f():
    try: 1/0
    finally: f()
f()
---
def f():
    with C(): f()
class C:
    def __enter__(self): pass
    def __exit__(self, *a): pass
f()
---
import codecs
def h(e): return ('\u1234'.encode('ascii', 'h'), e.end)
codecs.register_error('h', h)
'\u1234'.encode('ascii', 'h')
---
import codecs
def h(e): return (b'\xff'.decode('ascii', 'h'), e.end)
codecs.register_error('h', h)
b'\xff'.decode('ascii', 'h')
---
import codecs
def s(n): return codecs.lookup(n + 'x')
codecs.register(s)
'a'.encode('qq')
---
s = 'exec(s)'
exec(s)
---
s = 'eval(s)'
eval(s)
---
def f(): exec('f()')
f()
---
class P:
    def __getattribute__(self, n): return object.__getattribute__(self, n + 'x') if 0 else self.q
P().x
---
import types
m = types.ModuleType('m')
def g(n): return m.x
m.__getattr__ = g
m.x
---
class A:
    def __add__(self, o): return self + o
    __radd__ = __add__
A() + 1
---
class A:
    def __iadd__(self, o): self += o
a = A()
a += 1
---
class A:
    def __neg__(self): return -self
-A()
---
class A:
    def __pow__(self, o, m=None): return pow(self, o, m)
A() ** 2
---
class A:
    def __round__(self, n=None): return round(self)
round(A())
---
class A:
    def __divmod__(self, o): return divmod(self, o)
divmod(A(), 1)
---
class A:
    def __matmul__(self, o): return self @ o
A() @ A()
---
class A:
    def __fspath__(self): return os.fspath(self)
import os
os.fspath(A())
---
class A:
    def __fspath__(self): return open(self)
open(A())
---
async def f(): await f()
f().send(None)
---
class A:
    def __await__(self): return (yield from self.__await__())
async def f(): await A()
f().send(None)
---
async def g():
    async for x in g(): yield x
async def f():
    async for x in g(): pass
f().send(None)
---
def g():
    for x in g(): yield x
next(g())
---
def g():
    it.send(None)
    yield
it = g()
next(it)
---
from collections import defaultdict
d = defaultdict(lambda: d[1])
d[1]
---
import weakref
class A:
    def f(self): return weakref.proxy(self).f()
A().f()
---
class A:
    def __getattr__(self, n): return getattr(super(), n) if n == 'q' else getattr(self, n)
A().z
---
import contextvars
c = contextvars.copy_context()
def f(): contextvars.copy_context().run(f)
f()
---
import enum
class E(enum.Enum):
    @classmethod
    def _missing_(cls, v): return cls(v)
    A = 1
E(2)
---
import abc
class M(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c): return issubclass(c, cls)
issubclass(int, M)
---
import string
class F(string.Formatter):
    def get_value(self, k, a, kw): return self.format('{0}', 1)
F().format('{0}')
---
try: a
except NameError as e: x = e
import sys
def f(n):
    match n:
        case {'a': y}: f(n)
        case _: pass
f({'a': 1})
---
class A:
    __match_args__ = property(lambda s: 1)
    def __instancecheck__(s, x): return 1
class M(type):
    def __instancecheck__(c, x):
        match x:
            case B(): pass
class B(metaclass=M): pass
match 1:
    case B(): pass
---
def f[T: g()](): pass
def g(): return f.__type_params__[0].__bound__
f.__type_params__[0].__bound__
---
def f(x: f.__annotations__): pass
f.__annotations__
---
class A:
    x: A.__annotations__
A.__annotations__
'''


def outcome(text):
    try:
        exec(compile(text, 'case', 'exec'), {'__name__': 'case'})
    except BaseException as e:
        return type(e).__name__
    return 'ended'


for text in TABLE.strip('\n').split('\n---\n'):
    print(outcome(text), '|', text.replace('\n', '; ')[:70])
