import sys
def mk(log, sets):
    def tr(fr, ev, val):
        if fr.f_code.co_filename != __file__: return None
        if sets(fr, ev): fr.f_trace_opcodes = True; log.append("SET")
        log.append((ev, fr.f_code.co_name, fr.f_lasti if ev=="opcode" else fr.f_lineno))
        return tr
    return tr
def run(name, what, sets):
    print(name)
    log=[]
    sys.settrace(mk(log, sets))
    what()
    sys.settrace(None)
    for l in log: print("  ", l)
def f1():
    x = 1
    y = 2
    return x
run("line", f1, lambda fr, ev: ev=="line")
def f2():
    x = 1
    y = 2
    return x
def c2(): f2(); f2(); f2()
n=[0]
def first(fr, ev):
    if ev=="call" and fr.f_code.co_name in("f2","g3"):
        n[0]+=1
        return n[0]==1
run("call first only", c2, first)
def g3():
    x = 1
    yield 1
    y = 1
    yield 2
    z = 1
def c3(): 
    for i in g3(): pass
n[0]=0
run("gen first only", c3, first)
def f4():
    x = 1
    for i in (1,2):
        y = i
    len(())
    try:
        h4()
        z = 1
    except KeyError: pass
    w=1
def h4():
    try: raise KeyError
    except KeyError: pass
    x=1
    raise KeyError
run("f4", f4, lambda fr, ev: ev=="call")
def f5():
    x = 1
    h5()
    y = 2
def h5():
    a=1
    b=2
def on5(fr, ev):
    if ev=="line" and fr.f_code.co_name=="h5":
        fr.f_back.f_trace_opcodes = True
    return False
run("f5 set by callee on caller", f5, on5)
def f6():
    x = 1
    sys._getframe().f_trace_opcodes = True
    y = 2
run("f6 set from inside", f6, lambda fr, ev: False)
def f7():
    x = 1
    y = 2
    return x
def c7(): f7(); f7()
run("call, then line other", c7, lambda fr, ev: ev=="return")
def f8():
    x = 1
    try:
        h8()
    finally:
        y=1
def h8():
    raise KeyError
def c8():
    try: f8()
    except KeyError: pass
run("finally", c8, lambda fr, ev: ev=="call" and fr.f_code.co_name=="f8")
