# _json and the json package over it.
import re, _json, json

def t(s):
    try: print(s,'->',re.sub(r' at 0x[0-9a-f]+','',repr(eval(s))))
    except BaseException as e: print(s,'!!',type(e).__name__, e, getattr(e,'__notes__',None))
class D:
    strict=True; object_hook=None; object_pairs_hook=None; parse_float=float; parse_int=int; parse_constant=lambda s:s; memo={}
for s in ["_json.make_scanner()","_json.make_scanner(5)","_json.make_scanner(D)","_json.make_scanner(D)('[1]',0)","_json.make_scanner(D)('[1]',5)","_json.make_scanner(D)('[1]',-1)","_json.make_scanner(D)(5,0)","_json.make_scanner(D)('[1]')","_json.make_scanner(D)(string='[1,2]',idx=1)","_json.make_encoder()","_json.make_encoder(1,2,3,4,5,6,7,8,9)","_json.make_encoder(None,None,None,None,'','',0,0,0)","_json.make_encoder(None,None,None,None,5,'',0,0,0)","_json.make_encoder(None,None,None,None,': ',', ',0,0,0)([1,'a'],0)","_json.make_encoder(None,None,lambda s: 5,None,': ',', ',0,0,0)([1,'a'],0)","_json.make_encoder(None,None,repr,None,': ',', ',0,0,0)([1,'a', {1:'b','c':None}],0)","_json.make_encoder({},None,_json.encode_basestring,None,': ',', ',0,0,0)(['é',1.5,float('inf')],0)","_json.make_encoder({},lambda o:[],_json.encode_basestring,None,': ',', ',0,0,1)((float('nan'),object()),0)","_json.make_encoder({},lambda o:[],_json.encode_basestring,2,': ',', ',0,0,1)([],0)","_json.encode_basestring(5)","_json.encode_basestring_ascii(5)","_json.scanstring('abc\"',0)","_json.scanstring('abc\"',10)","_json.scanstring('abc\"',-1)","_json.scanstring(5,0)","_json.scanstring('abc',0)","_json.scanstring('a\\nb\"',0,False)","_json.scanstring('a\\nb\"',0)","_json.make_encoder({},lambda o:[],_json.encode_basestring,None,': ',', ',0,0,1)(5)"]: t(s)

def tt(f,*a,**k):
    try: print(f(*a,**k))
    except BaseException as e: print(type(e).__name__, e, getattr(e,'__notes__',None))
docs=['','[','{','[1','[1,','[1,]','{"a"','{"a":','{"a":1','{"a":1,','{"a":1,}','{1:2}','[1 2]','nul','tru','NaN','[NaN,Infinity,-Infinity]','-','-a','01','1.','1.5e','1e5','1E+2','-0','-0.0','"abc','"\\u12"','"\\ud83d\\ude00"','"\\ud83d"','"\\q"','"a\nb"','"\\n\\t\\b"',' [ 1 , 2 ] ','[1] x','{"a":{"b":[1,2,{"c":null}]},"a":true}','"é中😀"','["é","x\\u00e9"]','12345678901234567890123','1.7976931348623157e309','[]','{}','[[[]]]','{"é":1,"é":2}','1'*5000]
for d in docs: tt(json.loads,d)
for d in docs[30:]:
    tt(json.loads,d,parse_int=lambda s:'i'+s,parse_float=lambda s:'f'+s)
    tt(json.loads,d,object_pairs_hook=lambda p:p)
    tt(json.loads,d,object_hook=lambda p:sorted(p))
class I(int):
    def __repr__(s): return 'I!'
class F(float):
    def __repr__(s): return 'F!'
class Dct(dict):
    def items(s): return [(1,2)]
class L(list): pass
class O: pass
objs=[None,True,1,1.5,-0.0,1e100,10**30,'a"b\\c\n\x00\x7f','é中😀\ud800',[],{},(),[1,[2,[3]]],{'a':1,2:3,None:4,True:5,1.5:6},{(1,):2},I(3),F(2.5),{I(3):1,F(1.5):2},Dct(a=1),L([1]),O(),[O()],{'k':[1,{'z':O()}]},float('nan'),{'b':1,'a':2},{'b':1,3:2},b'x',{1,2}]
for o in objs:
    for k in ({},{'indent':2},{'indent':'--'},{'sort_keys':True},{'skipkeys':True},{'ensure_ascii':False},{'separators':(',',':')},{'allow_nan':False},{'default':lambda o:'D'},{'check_circular':False,'indent':0}):
        tt(json.dumps,o,**k)
a=[]; a.append(a); tt(json.dumps,a)
d={}; d['x']=[d]; tt(json.dumps,d)
tt(json.dumps,O(),default=lambda o:o)
import io
s=io.StringIO(); json.dump({'a':[1,2]},s); print(s.getvalue())
print(json.JSONEncoder(indent=1).encode([1,{'a':2}]))
