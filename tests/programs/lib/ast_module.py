# Trees: ast.parse, compile of trees, repr, copies.
import ast
t=ast.parse("x=1\ndef f(a,*b,c=1,**d)->int:\n  'doc'\n  return f'{a!r:>{b}} z' + u'u' + t'{a}'\nmatch x:\n  case [1,-2,*_]|{'a':A(b=1),**r}: pass\n")
print(ast.dump(t,include_attributes=True,indent=1))
exec(compile(t,'<x>','exec'))
print(ast.Load() is ast.Load(), type(t.body[0].targets[0].ctx))
print(eval(compile(ast.parse('1+2',mode='eval'),'','eval')))
try: compile(ast.Module([ast.Expr(ast.Name('x',ast.Load()))],[]),'','exec')
except Exception as e: print(type(e).__name__, e)
print(ast.unparse(t))
print(ast.literal_eval("[1,-2,{'a':(3,)}]"))
import ast, copy, pickle
def t(s):
    try: print(s,'->',eval(s))
    except BaseException as e: print(s,'!!',type(e).__name__, e)
e=ast.parse('a+b*2')
L=ast.Load()
P=dict(lineno=1,col_offset=0,end_lineno=1,end_col_offset=1)
def comp(*body): return compile(ast.fix_missing_locations(ast.Module(list(body),[])),'f','exec')
for s in ["repr(e)","repr(ast.Name('x',L))","ast.Name('x',L).__reduce__()","ast.dump(copy.deepcopy(e))==ast.dump(e)","ast.dump(pickle.loads(pickle.dumps(e)))==ast.dump(e)","copy.replace(ast.Name('x',L),id='y').id","ast.Name('x').ctx","compile(e,'f','eval')","compile(ast.Expression(5),'f','eval')","compile(ast.Module([5],[]),'f','exec')","compile(ast.Module(5,[]),'f','exec')","compile(ast.Module([ast.Pass()],[]),'f','exec')","comp(ast.Expr(None))","comp(ast.Expr(ast.Constant([])))","comp(ast.Expr(ast.Constant((1,[]))))","comp(ast.Expr(ast.Name(5,L)))","comp(ast.Expr(ast.Name('None',L)))","comp(ast.If(ast.Constant(1),[],[]))","comp(ast.Assign([],ast.Constant(1)))","comp(ast.Try([ast.Pass()],[],[],[]))","comp(ast.Expr(ast.BoolOp(ast.And(),[ast.Constant(1)])))","comp(ast.Expr(ast.Compare(ast.Constant(1),[],[])))","comp(ast.Return(ast.Constant(1)))","comp(ast.Expr(ast.Name('x',ast.Store())))","comp(ast.Assign([ast.Name('x',L)],ast.Constant(1)))","comp(ast.Delete([ast.Name('x',L)]))","comp(ast.Expr(ast.Constant(1,kind=5)))","compile(ast.Module([ast.Expr(ast.Name('x',L,lineno=5,col_offset=0,end_lineno=4,end_col_offset=0),**P)],[]),'','exec')","compile(ast.Module([ast.Expr(ast.Name('x',L,lineno=5,col_offset=3,end_lineno=5,end_col_offset=0),**P)],[]),'','exec')","compile(ast.Module([ast.Expr(ast.Name('x',L,lineno='a',col_offset=3),**P)],[]),'','exec')","compile('1','','exec',ast.PyCF_ONLY_AST).body","compile('if','','exec',ast.PyCF_ONLY_AST)","compile(e,'','exec',ast.PyCF_ONLY_AST) is e","ast.parse('return')","ast.parse('a b')","ast.parse('x = = 1')","ast.parse('def f(a,a): pass').body[0].name","ast.parse('1',mode='single')","ast.parse('1;2',mode='eval')","ast.dump(ast.parse('-1+2',optimize=1))","ast.dump(ast.parse('__debug__',optimize=1))","ast.literal_eval('1+2j')","ast.literal_eval('a')","ast.unparse(ast.parse('lambda x,/,*y:(yield)'))","[type(n).__name__ for n in ast.walk(e)]","ast.get_docstring(ast.parse('\"d\"'))","ast.get_source_segment('x+y',ast.parse('x+y').body[0].value.left)","ast.AST()","ast.AST.__dict__.keys()>={'_fields'}","isinstance(ast.Constant(1), ast.Constant)","ast.Constant(1).value","ast.BinOp._fields, ast.BinOp.__match_args__","compile('\\x00','','exec',ast.PyCF_ONLY_AST)","ast.parse('\"\\\\d\"').body[0].value.value","eval(compile(ast.Expression(ast.fix_missing_locations(ast.BinOp(ast.Constant(2),ast.Pow(),ast.Constant(5)))),'','eval'))","ast.parse(b'# -*- coding: latin-1 -*-\\nx=\"\\xe9\"').body[0].value.value","ast.parse('x'*10).body[0].value.end_col_offset"]: t(s)
class V(ast.NodeTransformer):
    def visit_Name(s,n): return ast.copy_location(ast.Constant(42),n)
print(eval(compile(ast.fix_missing_locations(V().visit(ast.parse('x+1',mode='eval'))),'','eval')))
for k in range(3):
    tr=ast.parse('"""doc"""\nassert x\ndef f():\n  "d"\n  return "%s"%(1,), __debug__\nprint(f.__doc__, f())\n'); x=1
    exec(compile(tr,'f','exec',optimize=k))
import ast
for s in ["x","a;b","a;b;c;d","f(1,2,3,4)","[1,2,3]","def f(a,b:int=2,*c): return 1","x if y else z","{1:2,**c}","x[1:2]","f'{a!r:>{b}}'","lambda:0", "global a,b,c", "a<b<c"]:
    print(repr(ast.parse(s)), repr(ast.parse(s).body[0]))
x=ast.Name('x'); del x.id
try: print(repr(x))
except Exception as e: print(type(e), e)
x=ast.List([]); x.elts.append(x); print(repr(x))
print(repr(ast.Tuple((1,2,3))), repr(ast.Constant('a'*100)), ast.AST(), ast.expr(), ast.Module(5,[6]))
class N(ast.Name): pass
print(N('x'))
class M(ast.AST): _fields=('a','b')
print(repr(M(1,2)))
import copy
n=ast.Name('x',ast.Load(),lineno=5)
n.foo=3
for f in ["n.__reduce__()","ast.parse('x+1').__reduce__()","ast.Constant(1).__reduce__()","M(1,2).__reduce__()","copy.replace(n,id='y').__dict__","copy.replace(n,zz='y')","copy.replace(n,foo=9).foo","copy.replace(ast.Constant(1),value=2).kind","n.__replace__(1)","ast.AST().__reduce__()","ast.Call(ast.Name('f')).__reduce__()"]:
    try: print(f, eval(f))
    except Exception as e: print(f, type(e), e)
