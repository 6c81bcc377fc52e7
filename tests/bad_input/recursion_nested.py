# Values nested a hundred thousand deep and more, and what walks over them.
TABLE = r'''
l = []
for i in range(100000): l = [l]
repr(l)
---
l = ()
for i in range(100000): l = (l,)
repr(l)
---
l = {}
for i in range(100000): l = {1: l}
repr(l)
---
l = ()
for i in range(100000): l = (l,)
hash(l)
---
l = frozenset()
for i in range(100000): l = frozenset([l])
print('ok')
---
l = ()
m = ()
for i in range(100000): l = (l,); m = (m,)
l == m
---
l = []
m = []
for i in range(100000): l = {1: l}; m = {1: m}
l == m
---
a = []
b = []
a.append(b)
b.append(a)
a == b
---
a = []
a.append(a)
b = [a]
a == b
---
a = {}
a[1] = a
b = {}
b[1] = b
a == b
---
l = []
for i in range(100000): l = [l]
import pickle
pickle.dumps(l)
---
l = []
for i in range(100000): l = [l]
import marshal
marshal.dumps(l)
---
import marshal
marshal.loads(b'(\x01\x00\x00\x00' * 100000 + b'N')
---
l = []
for i in range(1000000): l = [l]
import json
json.dumps(l)
---
import json
json.loads('[' * 100000)
---
import json
json.loads('{"a":' * 100000)
---
l = []
for i in range(100000): l = [l]
import copy
copy.deepcopy(l)
---
import ast
ast.literal_eval('-' * 100000 + '1')
---
import ast
ast.literal_eval('[' * 100 + ']' * 100)
print('ok')
---
import ast
x = ast.Constant(1)
for i in range(100000): x = ast.UnaryOp(ast.USub(), x)
ast.dump(x)
---
x = 'a'
for i in range(100000): x = x + '.a'
try: compile(x, 'x', 'eval')
except RecursionError: print('R')
else: print('ok')
---
import itertools
x = iter([])
for i in range(100000): x = itertools.chain(x)
next(x, None)
---
x = iter([1])
for i in range(100000): x = enumerate(x)
next(x)
---
x = iter([1])
for i in range(100000): x = zip(x)
next(x)
---
import functools
f = lambda: 1
for i in range(100000): f = functools.partial(f)
f()
---
class A: pass
f = lambda *a: 1
for i in range(100000): f = f.__call__
f()
---
x = int
for i in range(100000): x = list[x]
repr(x)
---
import typing
x = typing.List[int]
for i in range(100000): x = list[x]
x == list[x]
---
e = ValueError()
for i in range(100000): e = ExceptionGroup('x', [e])
repr(e)
---
import re
re.compile('(' * 5000 + ')' * 5000)
---
from collections import OrderedDict, deque, defaultdict
d = deque()
for i in range(100000): d = deque([d])
repr(d)
---
from collections import OrderedDict, deque, defaultdict
d = OrderedDict()
for i in range(100000): d = OrderedDict(a=d)
repr(d)
---
from collections import OrderedDict, deque, defaultdict
d = deque()
e = deque()
for i in range(100000): d = deque([d]); e = deque([e])
d == e
---
import types
d = {}
for i in range(100000): d = types.MappingProxyType(d)
repr(d)
---
import types
d = {}
for i in range(100000): d = types.MappingProxyType(d)
d.get(1)
---
import types
d = 1
for i in range(100000): d = types.SimpleNamespace(a=d)
repr(d)
---
import types
d = 1
e = 1
for i in range(100000): d = types.SimpleNamespace(a=d); e = types.SimpleNamespace(a=e)
d == e
---
d = 1
for i in range(100000): d = slice(d)
repr(d)
---
d = 1
for i in range(100000): d = slice(d)
hash(d)
---
d = 1
e = 1
for i in range(100000): d = slice(d); e = slice(e)
d == e
---
d = b'abc'
for i in range(100000): d = memoryview(d)
print(d[0])
---
import dataclasses
@dataclasses.dataclass
class A: x: object
a = A(1)
for i in range(10000): a = A(a)
repr(a)
---
a = 1
for i in range(100000): a = (a,)
'%s' % a
---
a = 1
for i in range(100000): a = (a,)
'{}'.format(a)
---
a = 'x'
for i in range(100000): a = (a,)
'x'.startswith(a)
---
x = 'lambda: ' * 100000 + '1'
try: eval(x)
except BaseException as e: print(type(e).__name__)
---
x = 'if 1:\n' + ''.join(' ' * i + 'if 1:\n' for i in range(1, 150))
try: exec(x)
except BaseException as e: print(type(e).__name__)
---
x = 'a if b else ' * 100000 + '1'
try: eval(x)
except BaseException as e: print(type(e).__name__)
---
x = 'not ' * 100000 + '1'
try: eval(x)
except BaseException as e: print(type(e).__name__)
---
x = 'a' + '()' * 100000
try: compile(x, 'x', 'eval')
except BaseException as e: print(type(e).__name__)
---
x = 'a = ' * 100000 + '1'
try: exec(x)
except BaseException as e: print(type(e).__name__)
---
x = '1' + ' < 1' * 100000
try: compile(x, 'x', 'eval')
except BaseException as e: print(type(e).__name__)
else: print('ok')
---
x = 'a' + ' and a' * 100000
try: compile(x, 'x', 'eval')
except BaseException as e: print(type(e).__name__)
else: print('ok')
'''


def outcome(text):
    try:
        exec(compile(text, 'case', 'exec'), {'__name__': 'case'})
    except BaseException as e:
        return type(e).__name__
    return 'ended'


for text in TABLE.strip('\n').split('\n---\n'):
    print(outcome(text), '|', text.replace('\n', '; ')[:70])
