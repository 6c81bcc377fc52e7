# Globals and builtins of compiled code, while names come and go.
import builtins
def h(i): return i + 1
def f(n):
    t = 0
    for i in range(n): t += h(i)
    return t
def g(x): return len(x) + abs(-1)
def names(): return x
def t(fn, *a):
    try: return fn(*a)
    except Exception as e: return f'{type(e).__name__}: {e}'
for k in range(30):
    globals()[f'n{k}'] = k
    r = [f(50) for _ in range(30)], [g('abc') for _ in range(30)]
print(r[0][-1], r[1][-1])
len = lambda x: 100
print([t(g, 'a') for _ in range(40)][-1])
del len
print([t(g, 'a') for _ in range(40)][-1])
x = 1
print([t(names) for _ in range(500)][-1])
del x
print([t(names) for _ in range(5)])
x = 2
print(t(names))
h = 5
print(t(f, 3))
del h
print(t(f, 3))
builtins.h = lambda i: 1000
print([t(f, 3) for _ in range(600)][-1])
h = lambda i: 1
print(t(f, 3))
d = {'y': 1}
exec('def q(): return y', d)
q = d['q']
print([q() for _ in range(600)][-1])
keep = dict(d)
d.clear()
print(t(q))
d.update(a=1, b=2, y=3)
print(t(q), t(q))
d.pop('y'); print(t(q))
d['y'] = 4; print(t(q))
for k in range(100): d[k] = k; d.pop(k)
print(t(q))
