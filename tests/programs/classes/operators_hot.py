# Operators written in Python, often enough to be compiled: refusals, reflected and in-place forms, errors, who asks what.
import sys, traceback
log = []
class V:
    def __init__(self, x): self.x = x
    def __add__(self, o):
        if not isinstance(o, V): return NotImplemented
        return V(self.x + o.x)
    def __radd__(self, o): log.append('radd'); return V(o + self.x)
    def __sub__(self, o): log.append('sub'); return NotImplemented
    def __mul__(self, o): return self.x * (o.x if isinstance(o, V) else o)
    def __imul__(self, o): log.append('imul'); return NotImplemented if o == 3 else self
    def __iadd__(self, o): self.x += o; return self
    def __truediv__(self, o): raise ZeroDivisionError('mine')
    def __mod__(self, o): return sys._getframe().f_back.f_lineno - base
    def __lshift__(self, o): yield o
    def __getitem__(self, k): return (self.x, k)
    def __setitem__(self, k, v): self.x = (k, v)
    def __repr__(self): return f'V({self.x})'
class W(V):
    def __radd__(self, o): log.append('W.radd'); return V(100)
    def __add__(self, o): return 'W.add'
class R:
    def __rsub__(self, o): return ('R.rsub', o)
class L:
    def __add__(self, o): return NotImplemented
class LL(list):
    def __add__(self, o): return NotImplemented
def t(f, *a):
    try: return f(*a)
    except Exception as e: return f'{type(e).__name__}: {e}'
def work():
    out = []
    v, w = V(1), V(2)
    out.append(v + w)
    out.append(t(lambda: 5 + v))
    out.append(t(lambda: v + 5))
    out.append(t(lambda: v + W(1)))
    out.append(t(lambda: W(1) + v))
    out.append(t(lambda: v - 1))
    out.append(t(lambda: v - R()))
    out.append(t(lambda: v / 2))
    v *= 2; out.append(v)
    v *= 3; out.append(v)
    v = V(7); v += 4; out.append(v)
    out.append(list(v << 3))
    out.append(v[1:2]); v['a'] = 5; out.append(v)
    out.append(t(lambda: L() + 1))
    out.append(t(lambda: L() + [1]))
    out.append(t(lambda: LL([1]) + [2]))
    u = V(3)
    for i in range(30):
        u = u + V(i)
    out.append(u)
    return out
for k in range(120):
    r = work()
    if k in (0, 60, 119): print(r)
print(len(log), log[:8])
base = 66
def lines():
    v = V(0)
    a = v % 1
    b = v % 2
    return a, b
for k in range(100): r = lines()
print(r)
def fails():
    v = V(1)
    return [v,
            v / 0]
for k in range(100):
    try: fails()
    except ZeroDivisionError:
        if k == 99: print(traceback.format_exc().replace(__file__, 'here'))
class Deep:
    def __add__(self, o): return self + o
def deep():
    try: return Deep() + 1
    except RecursionError as e: return 'RecursionError'
print([deep() for k in range(3)])
# A tool that comes while an operator runs.
events = []
E = sys.monitoring.events
class On:
    def __init__(self, n): self.n = n
    def __add__(self, o):
        if self.n == o:
            sys.monitoring.use_tool_id(2, 't')
            sys.monitoring.register_callback(2, E.LINE, lambda c, l: events.append((c.co_name, l)))
            sys.monitoring.set_events(2, E.LINE)
        return NotImplemented if o == 52 else o
    def __setitem__(self, k, v):
        sys.monitoring.set_events(2, 0)
        sys.monitoring.free_tool_id(2)
class Back:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o
    def __radd__(self, o): return 'back'
def prog(n):
    on = On(n)
    for i in range(60):
        x = on + (Back(i) if i == 52 else i)
        if i == n + 2:
            on[i] = x
    return x
for n in (51, 52, 50):
    print(prog(n), events)
    events.clear()
