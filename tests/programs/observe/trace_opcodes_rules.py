import sys
def mk(log, sets):
    def tr(fr, ev, val):
        if fr.f_code.co_filename != __file__: return None
        r = sets(fr, ev)
        if r is not None: fr.f_trace_opcodes = r; log.append(("SET", r))
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
def make():
    def f2():
        x = 1
        return x
    return f2
def seq(vals):
    it = iter(vals)
    def s(fr, ev):
        if ev=="call" and fr.f_code.co_name=="f2": return next(it)
    return s
f2=make()
for vals in ([True, True, None, True, True], [True, None,None,True,True],[True,None,False,True,True,True]):
    d={}
    exec("def f2():\n    x = 1\n    return x\n".replace("\n","\n"), d)
    f2=d["f2"]; 
    f2=type(f2)(f2.__code__.replace(co_filename=__file__), d)
    def c():
        for v in vals: f2()
    run(str(vals), c, seq(vals))
    run("again"+str(vals), c, seq(vals))
    def tr(fr, ev, val):
        fr.f_trace_opcodes=True
        L.append((ev,fr.f_lasti)); return tr
    L=[]
    sys.settrace(tr)
    f2()
    f2()
    sys.settrace(None)
    print(L)
    L=[]
    sys.monitoring.restart_events()
    sys.settrace(tr)
    f2()
    f2()
    sys.settrace(None)
    print(L)
# f_trace set then opcodes, in fresh frames; untraced local (tracer returns None)
def h():
    x=1
    return x
def tr2(fr, ev, val):
    fr.f_trace_opcodes=True
    L.append((ev,fr.f_code.co_name,fr.f_lasti)); return None
L=[]
sys.settrace(tr2); h(); h(); h(); sys.settrace(None)
print(L)
# f_trace assigned by hand
def k():
    x=1
    return x
def tr3(fr, ev, val):
    if ev=='call':
        fr.f_trace=tr3
        fr.f_trace_opcodes=True
    L.append((ev,fr.f_code.co_name,fr.f_lasti)); return tr3
L=[]
sys.settrace(tr3); k(); k(); sys.settrace(None)
print(L)
def k2():
    x=1
    return x
def tr3(fr, ev, val):
    if ev=='call':
        fr.f_trace_opcodes=True
        fr.f_trace=tr3
    L.append((ev,fr.f_code.co_name,fr.f_lasti)); return tr3
L=[]
sys.settrace(tr3); k2(); k2(); sys.settrace(None)
print(L)
# settrace from within frame with f_trace_opcodes
def q():
    fr=sys._getframe()
    fr.f_trace_opcodes=True
    fr.f_trace=tr4
    sys.settrace(tr4)
    x=1
    sys.settrace(None)
    return x
def tr4(fr, ev, val):
    L.append((ev,fr.f_code.co_name,fr.f_lasti)); return tr4
L=[];q();q();print(L)
def q():
    fr=sys._getframe()
    fr.f_trace=tr4
    fr.f_trace_opcodes=True
    sys.settrace(tr4)
    x=1
    sys.settrace(None)
    return x
L=[];q();q();print(L)
def q():
    fr=sys._getframe()
    fr.f_trace_opcodes=True
    sys.settrace(tr4)
    fr.f_trace=tr4
    x=1
    y=2
    sys.settrace(None)
    return x
L=[];q();q();print(L)
def q():
    fr=sys._getframe()
    fr.f_trace=tr4
    fr.f_trace_opcodes=True
    fr.f_trace_opcodes=False
    sys.settrace(tr4)
    x=1
    fr.f_trace_opcodes=True
    y=2
    sys.settrace(None)
    return x
L=[];q();q();print(L)
