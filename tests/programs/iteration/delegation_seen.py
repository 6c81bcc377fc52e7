import sys, inspect
def leaf():
    for i in range(4):
        yield i
        look()
def mid(a):
    b = a + 1
    yield from leaf()
    b = 'end'
    yield b
def top(x):
    y = [x]
    yield from mid(x)
    yield y
out = []
def look():
    for g in (T, M):
        f = g.gi_frame
        out.append((f.f_code.co_name, f.f_lineno, dict(f.f_locals), g.gi_running, g.gi_yieldfrom, inspect.getgeneratorstate(g)))
        out.append(f.f_back.f_code.co_name if f.f_back else None)
    f = M.gi_frame
    f.f_locals['b'] = 'written'
real_mid = mid
def mid(a):
    global M
    M = real_mid(a)
    return M
for k in range(3):
    out.clear()
    T = top(k)
    r = [next(T), next(T)]
    r += list(T)
    print(r)
    for o in out: print(o)
