def probe(): breakpoint()
def f(x): y = x + 1; probe(); return y
def g(x):
    if x: return "a"
    for i in range(2): print(i); print(-i)
    while x < 2: x += 1
    try: 1 / 0
    except ZeroDivisionError: pass
    else: print("no")
    finally: print("f")
    with M(): pass
    return x
class M:
    def __enter__(self): return self
    def __exit__(self, *a): return None
class N: a = 1; b = a + 1
print(f(1), g(0), g(1)); print(N.b)
