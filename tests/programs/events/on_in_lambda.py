hook = lambda: breakpoint()
f = lambda x: (hook(), x)[1]
g = lambda *a: [f(v) for v in a]
print(f(1), g(2, 3), (lambda: f(4))())
