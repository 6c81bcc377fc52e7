class A: pass
a=A(); a.x=1; b=A(); b.x=2
def get(o): return o.x
for i in range(100): get(a)
A.x=property(lambda s: "prop")
print(get(a), get(b))
del A.x
print(get(a))
class B:
    def __init__(s): s.y=1
def put(o,v): o.y=v
def gy(o): return o.y
l=[B() for i in range(20)]
for o in l: put(o,5); gy(o)
class D:
    def __get__(s,o,t): return "D"
    def __set__(s,o,v): print("set",v)
B.y=D()
put(l[0],7); print(gy(l[0]), l[0].__dict__)
class C(B): pass
c=C()
for i in range(10): put(c,1)
class Base: pass
class K(Base): 
    pass
k=K(); k.z=1
def gz(o): return o.z
for i in range(20): gz(k)
Base.z=property(lambda s:"base")
print(gz(k))
class Base2: z=property(lambda s:"base2")
class K2(Base): pass
k2=K2(); k2.w=1
def gw(o): return o.w
def sw(o): o.w=3
for i in range(20): gw(k2); sw(k2)
class Base3:
    w=property(lambda s:"base3")
K2.__bases__=(Base3,)
print(gw(k2))
try: sw(k2); print("no error")
except AttributeError as e: print(e)
