# array.array: type codes, items, errors, slices, buffers, pickling.
import array
import warnings
from array import array as A

warnings.simplefilter('ignore')
print(array.typecodes, array.ArrayType is A, A.__module__, repr(A))
def t(s, **k):
    try:
        print(s, '->', repr(eval(s)))
    except Exception as e:
        print(s, '!!', type(e).__name__, e)
a=A('i',[1,2,3]); 
for s in ["A()",
    "A('i',[1.5])",
    "A('x')",
    "A('ii')",
    "A(3)",
    "A('i',[2**40])",
    "A('b',[300])",
    "A('b',[-300])",
    "A('B',[-1])",
    "A('B',[256])",
    "A('h',[70000])",
    "A('h',[-70000])",
    "A('H',[70000])",
    "A('H',[-1])",
    "A('I',[-1])",
    "A('I',[2**32])",
    "A('L',[2**64])",
    "A('L',[-1])",
    "A('q',[2**63])",
    "A('Q',[2**64])",
    "A('Q',[-1])",
    "A('l',[2**63])",
    "A('f',['a'])",
    "A('d',[1,2.5])",
    "A('f',[1e300])",
    "A('f',[0.1])",
    "A('u','abc')",
    "A('w','abc\\U0001f600')",
    "A('w',['ab'])",
    "A('w',[1])",
    "A('i','abc')",
    "A('i',b'abcd')",
    "A('i',b'abc')",
    "A('i',bytearray(8))",
    "A('i',A('b',[1,2]))",
    "A('w',A('b',[1,2]))",
    "A('w',A('u','ab'))",
    "A('u',A('w','ab'))",
    "A('i',A('w','ab'))",
    "A('i',A('d',[1.5]))",
    "A('i',5)",
    "A('i',(x for x in (1,2)))",
    "A('i',[1],2)",
    "A('i',initializer=[1])",
    "A(typecode='i')",
"a[5]",
    "a['x']",
    "a[1.5]",
    "a[-1]",
    "a[::2]",
    "a[::-1]",
    "a+a",
    "a+[1]",
    "a+A('b',[1])",
    "a*2",
    "2*a",
    "a*-1",
    "a*1.5",
    "a==A('b',[1,2,3])",
    "a<A('i',[1,3])",
    "a==[1,2,3]",
    "a!=A('d',[1.0,2.0,3.0])",
    "a.append('x')",
    "a.append(2**50)",
    "a.extend([4,'x'])",
    "a",
    "a.extend(A('b',[1]))",
    "a.extend(5)",
    "a.pop(10)",
    "A('i').pop()",
    "a.remove(99)",
    "a.index(99)",
    "a.index(3)",
    "a.index(3,0,2)",
    "a.index(3,-1)",
    "a.count(1)",
    "a.insert('x',1)",
    "a.insert(0,'x')",
    "a.buffer_info()[1]",
    "a.byteswap()",
    "a",
    "A('d',[1.5]).byteswap()",
    "a.tobytes()",
    "a.tolist()",
    "a.fromlist(5)",
    "a.fromlist([1,'x'])",
    "a.frombytes(b'abc')",
    "a.frombytes('abc')",
    "a.frombytes(bytearray(4))",
    "a.fromunicode('x')",
    "a.tounicode()",
    "A('w','ab').tounicode()",
    "A('w').fromunicode(5)",
    "A('w').fromunicode('x')",
    "A('w').append('xx')",
    "a.reverse()",
    "a",
    "a.typecode",
    "a.itemsize",
    "A('w').itemsize, A('u').itemsize,A('l').itemsize",
    "a.__reduce_ex__(2)",
    "a.__reduce_ex__(3)",
    "A('w','ab').__reduce_ex__(3)",
    "a.__reduce_ex__('x')",
    "memoryview(a).format",
    "memoryview(A('w','ab')).format",
    "memoryview(A('u','ab')).format",
    "memoryview(A('l',[1])).format",
    "memoryview(a).tolist()",
    "len(a)",
    "1 in a",
    "'x' in a",
    "bool(A('i'))",
    "repr(A('i'))",
    "repr(A('w'))",
    "repr(A('f',[1.1]))",
    "a.__copy__()",
    "a.__deepcopy__(None)",
    "iter(a).__reduce__()",
    "a.clear()",
    "a.__class_getitem__(int)",
    "A[int]",
    "bytes(A('h',[1,2]))",
    "A('b',[1,None])",
    "A('B',['1'])",
    "A('Q',[1.5])",
    "A('q',['1'])",
    "A('d',['1'])",
    "A('I',['1'])",
    "A('l',[None])",
    "A('L',[1.0])",
    "array._array_reconstructor.__doc__",
    "A('i',range(3))",
    "A('w','ab')[0]",
    "a.fromlist([1,2])",
    "A('u',[1])",
    "A('u',['ab'])",
    "A('f',[1.5])[0]",
    "A('h',[1]).__init__(5)",
    "A('i',{1:2})",
    "A('i',None)",
    "A('i', 'é')",
    "A('B',b'ab')*3",
    "A('w','\\n')",
    "A('w',b'abcd')",
    "A('w',b'\\xff\\xff\\xff\\xff')[0]",
    "a.index(1, 'x')",
    "a.pop('x')",
    "a.frombytes(b'')",
     "a.__iadd__([1])",
    "a.__imul__('x')",
    "a.__iadd__(A('b'))",
]:
    t(s)
def ex(s):
    try:
        exec(s, globals())
        print(s, '->', a)
    except Exception as e:
        print(s, '!!', type(e).__name__, e, a)
for s in ["a=A('i',range(6))",
    "a[1:3]=A('i',[9,9,9])",
    "a[1:3]=[1]",
    "a[1:2]=A('b',[1])",
    "a[::2]=A('i',[1])",
    "a[::2]=A('i',[0,0,0,0])",
    "del a[0]",
    "del a[1:3]",
    "del a[::2]",
    "a[9]=1",
    "a['x']=1",
    "a[0]='x'",
    "a[0]=2**33",
    "del a[9]",
    "a[0:0]=a",
    "a[::-1]=a",
    "a+=[1]",
    "a+=A('i',[7])",
    "a*=2",
    "a*=0",
    "m=memoryview(a)",
    "a.append(1)",
    "a=A('i',[1,2]);m=memoryview(a);m[0]=5",
    "a.append(1)",
    "a.extend(a)",
    "a[0]=3",
    "m.release();a.append(1)",
    "a[5:1]=A('i',[4])",
    "a.byteswap();a.byteswap()",
    "del a['x']",
    "a[1:1]=5", "a=A('i',[1,2]);m=memoryview(a);a.pop()",
    "a.clear()",
    "a[0:1]=A('i')",
    "a*=2",
    "a.insert(0,1)",
    "a.remove(1)",
    "a.frombytes(bytes(4))",
    "a*=1",
    "a.reverse()",
]: ex(s)
for c in 'bBhHiIlLqQ':
    for v in (70000,-70000,2**33,-2**33,2**70,-2**70,-1, True):
        try: r=A(c,[v])[0]
        except Exception as e: r=type(e).__name__+': '+str(e)
        print(c,v,r)
m=memoryview(A('w','ab'))
for s in ['m[0]','m.tolist()','m.itemsize','m.nbytes','m.tobytes()','len(m)','m==m','m==memoryview(A("w","ab"))','m.cast("B")[0]','m[0:1].tobytes()',"m.shape","A('w','ab')<A('w','b')","A('d',[1])==A('i',[1])","A('w','a')==A('i',[97])"]:
    try: print(s, eval(s))
    except Exception as e: print(s,type(e).__name__,e)
class S(A): pass
s=S('i',[1]); s.x=1
import copy, pickle; print(copy.copy(s), copy.deepcopy(s), pickle.loads(pickle.dumps(A('d',[1.0]))), pickle.dumps(A('w','ab'),2)[-60:])
import array
for f in range(-1,24):
    try: print(f,array._array_reconstructor(A,'i' if f<18 else 'w',f,b'\0\0\0A\0\0\0\2'))
    except BaseException as e: print(f,type(e).__name__, e)
def t(s, **k):
    try: print(s, '->', repr(eval(s)))
    except BaseException as e: print(s, '!!', type(e).__name__, e)
for s in ["array._array_reconstructor(A,'i',14,b'\\0'*8)","array._array_reconstructor(A,'i',1,b'\\0'*3)","array._array_reconstructor(int,'i',1,b'\\0'*3)","array._array_reconstructor(3,'i',1,b'\\0'*3)","array._array_reconstructor(A,'i',1,'x')","array._array_reconstructor(A,'z',1,b'x')","array._array_reconstructor(A,'i',8,b'123')","array._array_reconstructor(A,'ii',8,b'123')"]: t(s)
import warnings
warnings.simplefilter('error')
try: A('u')
except BaseException as e: print(repr(e))
import collections.abc; print(isinstance(s,collections.abc.MutableSequence))
match A('i',[1,2]):
    case [x,y]: print(x,y)
