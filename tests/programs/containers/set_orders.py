import random
random.seed(5)
def show(*sets): 
    for s in sets: print(list(s))
for n in (3,5,8,20,70,200):
    vals=[random.randrange(10**6) for _ in range(n)]
    a=set(vals); b=set(random.randrange(10**6) for _ in range(n//2))
    c=set(vals)
    for v in vals[::3]: c.discard(v)
    show(a.copy(), frozenset(a), set(a), set(c), c.copy(), a|b, b|a, a&b, a^b, a-b, c|b, set(list(a)), {*a,*b}, a.union(b, vals), c.union([1,2]))
    d=set(b); d.update(a); show(d); d=set(); d.update(a); show(d); d=set(b); d|=c; show(d);
    show(set(dict.fromkeys(vals)), frozenset(c), set(frozenset(c)), a.difference(c), a.intersection(c, vals))
