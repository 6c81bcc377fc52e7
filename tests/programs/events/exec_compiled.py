ns = {"breakpoint": breakpoint}
code = compile("""
def f(x):
    if x > 1:
        breakpoint()
        return x * 2
    return x

class C:
    y = [f(i) for i in range(3)]

try:
    1 / 0
except ZeroDivisionError:
    z = "caught"
""", "<generated>", "exec")
exec(code, ns)
exec(code, ns)
print(ns["C"].y, ns["z"], eval("f(5) + f(1)", ns))
single = compile("q = 5", "<single>", "single")
exec(single, ns)
print(ns["q"], eval(compile("[a for a in range(2)]", "<eval>", "eval")))
