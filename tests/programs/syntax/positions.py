sources = ["x = 1 +", "foo(a, b c)", "x = (1, 2\ny = 3", "if x = 5: pass", "while x = 5: pass", "print(a b)", "d = {'a': 1 'b': 2}", "[1, 2 3]", "def f(a, b=1, c): pass", "f(a=1, 2)", "'abc", "x = 'abc\ny", "a, b += 1", "5 = x", "f() = 1", "x == 1 = 2", "for 5 in x: pass", "with open(x) as 5: pass", "import a.b as c.d", "return 5", "def f():\n    x = 5\n    global x", "class A:\n    def f(self):\n        return super(\n", "x = {\n  'a': [1, 2,\n  'b': 3}", "if True\n    pass", "else:\n  pass", "é = 5 5", "'é' 5", "日本 = = 5", "async x = 5", "x = lambda: return", "f(x for x in y, 1)", "print 'hello'", "raise 'x', 5", "exec 'x'", "a = b c = d", "x = 0777", "x = 1_000_", "x = 5abc", "x = 0b12", "x = 1.5.5", "t = (1, 2, 3", "s = 'a' 'b' c'", "f'{a b}'", "f'{x!z}'", "f'{x' + 1", "x = [i for i in range(5) if]", "try:\n  x\ny", "def", "class A(:", "x ? y : z", "a <> b", "not = 5", "del f(x)", "assert x, ", "(x for x in y) = 5", "yield = 5", "None = 1", "lambda x: x = 5", "def f():\n\treturn 1\n  x", "from x import (a, b", "from x import a b", "import a, ", "{1: 2, **x, 3}", "{1, 2: 3}", "f(**a, *b)", "f(*a, b=1, *c, d)"]
for s in sources:
    try:
        compile(s, "<test>", "exec")
        print(repr(s), "fine")
    except SyntaxError as e:
        print(repr(s), "!!", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
