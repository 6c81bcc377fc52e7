def f(a,b): return f(a+1,[b])
f(0,1)
