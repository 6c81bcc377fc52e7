ns = {}
exec("a = 1\nb = a + 1\ndef f(x):\n    return x + a", ns)
print(ns["a"], ns["b"], ns["f"](10), "__builtins__" in ns, sorted(k for k in ns if k != "__builtins__"))
print(eval("a + b", ns), eval("x * 2", {}, {"x": 21}), eval("[i for i in range(3)]"), eval("  1 + 1"), eval("1\n"), eval("(1,\n2)"))
g, l = {"v": "global"}, {"v": "local"}
exec("w = v; print(v)", g, l)
print(l.get("w"), "w" in g, eval("v", g), eval("v", g, l))
code = compile("x + 1", "<c>", "eval")
print(eval(code, {"x": 4}), code.co_filename, code.co_name, code.co_names)
stmt = compile("y = 5\nprint(y)", "file.py", "exec")
exec(stmt)
single = compile("1 + 1; 'shown'; None", "<s>", "single")
exec(single)
print(exec("pass"), eval("None"), eval(compile("z = 3", "<e>", "exec")), z)


def f():
    loc = 1
    exec("loc = 2")
    return loc, eval("loc + 1")


print(f())


class M(dict):
    def __missing__(self, k):
        return f"missing {k}"


print(eval("anything", {}, M()))
try:
    exec("q = r", {}, M())
except Exception as e:
    print(type(e).__name__, e)
for source in ("1 +", "x = 1", "def f(:", "(", "'abc", "for", "return 5", "import", "a b", "1 = x", "  x", "lambda x: return", "yield 1", "await x", "break"):
    try:
        eval(source)
        print(source, "fine")
    except NameError as e:
        print(repr(source), e)
    except SyntaxError as e:
        print(repr(source), type(e).__name__, e.msg, e.lineno, e.offset, e.text)
for bad in (lambda: eval(5), lambda: exec(5), lambda: eval("1", 5), lambda: exec("1", {}, 5), lambda: eval(), lambda: compile("1", "f"), lambda: compile("1", "f", "bad"), lambda: eval("x", {"__builtins__": {}}), lambda: eval("len([])", {"__builtins__": {}}), lambda: eval("len([])", {"__builtins__": {"len": lambda x: "custom"}}), lambda: eval("a\0b"), lambda: exec("import sys", {"__builtins__": {}}), lambda: exec("class A: pass", {"__builtins__": {}})):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(eval(b"1 + 1"), eval("__name__"), eval("[x for x in [1]]", {"x": 9}))
exec("def outer():\n  n = 1\n  def inner():\n    nonlocal n\n    n += 1\n    return n\n  return inner\n")
print(outer()())
