def probe():
    breakpoint()


source = """
def f(x):
    return x * 2
y = f(21)
"""
ns = {"probe": probe}
exec(compile(source, "inner.py", "exec"), ns)
print(ns["y"])
print(eval("probe() or [i for i in range(3)]"), eval("f(4)", ns))
exec("for i in range(2): print(i)")
try:
    eval("1 +")
except SyntaxError as e:
    print(e.msg)
