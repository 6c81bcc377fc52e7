# tokenize and inspect.getsource.
import tokenize, io, inspect, os, sys, hashlib
def toks(s): 
    try: return [tuple(t) for t in tokenize.generate_tokens(io.StringIO(s).readline)]
    except Exception as e: return type(e).__name__, str(e)
for s in ["if x:\n  # c\n\n  y = f\"a{{b{z!r:>{w} }\" + \"é\"\n# d\nfoo(1,\n 2)","x=1","","\n","class A:\n    def f(self):\n        return 1\n    # end\n\n\n# after\nx","a = '''m\nl'''\n","def f():\n\tpass\n","@d\nasync def f(): await x\n","x = (1,\n# c\n2)\n","match x:\n case 1: pass\n","f'{x}'\n","t'{x=!r}'","a\\\n+b\n","   \n\nx\n","é = 'ü' + 1.5e3j # ñ\n"]:
    r=toks(s); print(len(r))
    for t in r: print('  ',t)
class K:
    def m(self):
        "doc"
        return [1,
                2]
print(inspect.getsource(K.m)); print(inspect.getsource(K)); print(inspect.getsource(lambda: 5))
