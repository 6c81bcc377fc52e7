class I:
    def __init__(s,n): s.n=n
    def __iter__(s): return iter(range(s.n))
    def __length_hint__(s): print("hint", end=" "); return s.n
class L(I):
    def __len__(s): print("len", end=" "); return s.n
class G:
    def __getitem__(s,i):
        if i>2: raise IndexError
        return i
    def __len__(s): print("glen",end=" "); return 3
for f in (list, tuple, set, frozenset, bytes, bytearray, sorted, lambda x: [].extend(x), lambda x:[*x], lambda x:(*x,), lambda x:{*x}, lambda x: max(x), lambda x: sum(x), lambda x: dict.fromkeys(x), lambda x: ''.join(map(str,x)), lambda x: b''.join([bytes(y) for y in x]), lambda x: (lambda *a: a)(*x), lambda x: list(zip(x)), lambda x: list(map(str,x)), lambda x: list(enumerate(x)), lambda x: list(reversed(list(x))), lambda x: bytearray().extend(x), lambda x: [0].__iadd__(x), lambda x: [1,2].__setitem__(slice(0,1), x), lambda x: bytearray(b'ab').__setitem__(slice(0,1), x),lambda x: list(filter(None,x)), lambda x: any(x), lambda x: [a for a in x]):
    for c in (I,L):
        try: print(c.__name__, end=": "); print(f(c(3)))
        except Exception as e: print(type(e), e)
    try: print("G", end=": "); print(f(G()))
    except Exception as e: print(type(e), e)
