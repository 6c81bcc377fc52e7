import types
def t(f):
    try: f()
    except Exception as e: print(type(e).__name__, e)
import functools
m = functools.partial(print)
def u():
    a, b = m
def u1():
    a, *b = m
t(u); t(u1); t(lambda: [*m]); t(lambda: print(*m)); t(lambda: (*types.SimpleNamespace(),))
