def m1(x):
    match x:
        case 1 | 2 | -3 | 1+2j | -1.5-2j: return 1
        case "a" "b": return 2
        case None | True | False: return 3
        case a.b | a.b.c: return 4
        case [1, 2]: pass
        case (a, b): return a, b
        case [a, *_]: pass
        case [*_, b]: return b
        case [a, *b, c]: return c
        case [_, _]: pass
        case []: pass
        case [*_]: pass
        case [[a, b], [c, d]]: pass
        case {}: pass
        case {"a": 1}: pass
        case {"a": x, "b": [y, z], **rest}: return rest
        case {a.b: 1, -1: 2, None: 3}: pass
        case {**kw}: return kw
        case A(): pass
        case A(1, b, c=2, d=e): return e
        case A(_, x=_): pass
        case a.B([c, d]) as e: return e
        case (1 | 2) as g if g > 1: return g
        case [(a, b) | [b, a, _]]: return a
        case (a, 1) | (1, a) if a: return a
        case _: return 0
def m2(x):
    match x:
        case _: pass
    match x:
        case y: return y
    match x:
        case 1: a
        case 2 if b: c
        case _ if d: e
    match x, y:
        case (1, *a), {"k": b}: return a, b
        case z: pass
    while 1:
        match x:
            case 1: break
            case 2: continue
            case [a, b, c] | [c, b, a]: return a
            case {"x": a, "y": b} | [b, a]: return a
match x:
    case Point(x=0, y=0): print(1)
    case [Point(x=0), *rest]: print(rest)
    case str() | int(): pass
