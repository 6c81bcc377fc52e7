def a(): pass
def b(): ...
def c(): return
def d(): breakpoint()
class E: pass
class F: ...
for _ in (): pass
while 0: pass
if 1: pass
else: pass
with memoryview(b""): pass
try: pass
except: pass
try: pass
finally: pass
lambda: 0
(lambda: 0)()
[]; (); {}
"string"; 5; None
a(); b(); c(); d()
[x for x in ()]
assert 1
del a
pass
