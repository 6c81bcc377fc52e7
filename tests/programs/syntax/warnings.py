import sys


class Capture:
    def __init__(self):
        self.text = []

    def write(self, t):
        self.text.append(t)

    def flush(self):
        pass


sources = ["x is 5", "x is 'a'", "x is ()", "5 is x", "x is not 5", "x is None", "x is True", "assert (x, 'msg')", "'\\d'", "b'\\d'", "'\\8'", "r'\\d'", "5()", "'a'()", "[1](2)", "(1, 2)(3)", "{}()", "1[0]", "None[0]", "'a'['b']", "[1]['a']", "(1,)['a']", "{1}[0]", "(lambda: 0)[1]", "(x for x in y)[0]", "f'a'['b']", "1if 2 else 3", "0x1for x in y", "1or 2", "'\\400'", "b'\\400'", "def f():\n  try: pass\n  finally: return 1", "while 1:\n  try: pass\n  finally: break", "while 1:\n  try: pass\n  finally: continue", "[1, 2][1, 2]", "[(1, 2) (3, 4)]"]
for s in sources:
    sys.stderr = c = Capture()
    try:
        compile(s, "<test>", "exec")
        error = ""
    except SyntaxError as e:
        error = e.msg
    sys.stderr = sys.__stderr__
    print(repr(s), repr("".join(c.text)), error)
