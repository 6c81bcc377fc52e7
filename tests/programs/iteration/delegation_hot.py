import sys
def g(n):
    try:
        for i in range(n):
            x = yield i
            if x: print('sent', x)
    finally:
        print('fin', n)
def d(n):
    r = yield from g(n)
    return r or 5
def e(n):
    r = yield from d(n)
    print('r', r)
    try:
        yield from d(2)
    except KeyError as k:
        print('caught', k, sys.exception())
        yield 99
        print(sys.exception())
for k in range(6):
    it = e(3)
    print([next(it), next(it), it.send('hey')])
    print(next(it))
    try:
        print(it.throw(KeyError(k)))
        print(list(it))
    except StopIteration as s: print('stop', s.value)
def inh():
    try: 1/0
    except ZeroDivisionError:
        for v in g(2): print(v, sys.exception())
        def h():
            yield sys.exception()
            try: raise ValueError
            except ValueError: yield sys.exception()
            yield sys.exception()
        print(list(h()))
for _ in range(4): inh()
async def fib(n):
    if n<2: return n
    return await fib(n-1) + await fib(n-2)
c=fib(15)
try: c.send(None)
except StopIteration as s: print(s.value)
def deep(n):
    if n: yield from deep(n-1)
    yield n
print(sum(deep(200)))
try: print(sum(deep(3000)))
except RecursionError as e: print('rec')
x=g(3)
for _ in range(2): next(x)
print(x.gi_frame.f_locals, x.gi_frame.f_lineno)
x.gi_frame.f_locals['i']=7
print(next(x), x.gi_frame.f_locals)
x.close()
# hollow frames looked at from inside
import traceback
def look():
    f = sys._getframe(1)
    out = []
    while f:
        out.append((f.f_code.co_name, f.f_lineno, sorted(k for k in f.f_locals if k in ('n','loc','it'))))
        f = f.f_back
    return out[:6]
def leaf(n):
    loc = [n]
    for i in range(n):
        got = yield i
        if got == 'look': print(look())
        if got == 'raise': raise ValueError(i)
        if got == 'set': sys._getframe(2).f_locals['loc'] = 'changed'
    return loc
def mid(n):
    loc = 'mid'
    r = yield from leaf(n)
    print(loc, r)
    return r
def top(n):
    loc = 'top'
    try:
        r = yield from mid(n)
    except ValueError as e:
        print(traceback.format_exc().replace(__file__, 'here'))
        yield 'after'
        r = yield from mid(2)
    print(loc, r)
for what in ['look', 'raise', 'set', None]:
    for k in range(3):
        t = top(6)
        next(t); next(t); next(t)
        try:
            print(t.send(what)); print(next(t))
            print(t.gi_frame.f_locals.get('loc'), t.gi_yieldfrom.__name__)
            print(list(t))
        except StopIteration as e: print('stop', e.value)
# resumed from elsewhere in the middle
m = leaf(5)
def over(x):
    print('over', (yield from x))
o = over(m); p = over(o)
print(next(p), next(p), next(m), next(p), next(o), next(p, 'end'), next(p, 'end'))
class It:
    def __init__(s): s.n=0
    def __iter__(s): return s
    def __next__(s):
        s.n+=1
        if s.n>3: raise StopIteration('it')
        return s.n
def q(): return (yield from It())
print(list(over(over(q()))))
def selfrun():
    global me
    try: yield from inner()
    except ValueError as e: print(e)
def inner():
    yield 1
    yield 2
    next(me)
for _ in range(3):
    me = selfrun(); print(list(me))
events = []
def tr(code, off, *a): events.append((code.co_name, a))
E = sys.monitoring.events
def prog():
    def on():
        sys.monitoring.use_tool_id(1, 't'); sys.monitoring.register_callback(1, E.PY_YIELD, tr); sys.monitoring.register_callback(1, E.PY_RESUME, tr)
        sys.monitoring.register_callback(1, E.PY_RETURN, tr); sys.monitoring.set_events(1, E.PY_YIELD|E.PY_RESUME|E.PY_RETURN)
    def lf():
        for i in range(6):
            if i == 3: on()
            yield i
    def md(): yield from lf()
    def tp(): yield from md()
    print(list(tp()))
    sys.monitoring.set_events(1, 0); sys.monitoring.free_tool_id(1)
    for e in events: print(e)
    events.clear()
for _ in range(3): prog()
