#!/usr/bin/env python
# -*- coding: utf-8 -*-

def f(): 'one'

class X: 'doc'

class Y:
    """ Tabs	here
	and there
    end"""

def g():
    """   """

def h():
    f"not doc"

def i():
    "doc" "doc2"

def j():
    b"not doc"

if True:
    pass

def k():
    pass; pass
    ...
    1; "x"; None
    x
    return

def l(
    a,
    b=
    1
): return (
    a
    +
    b
)

def m():
    # comment

    return f(
        a, b,
        c
    ).d(
        e
    ) + g[
        h
    ]

@a.b(
  c
)

# between
def n(): pass

@ a
@ (b)
async def o(): pass

x = 1 ; y = 2
if x: y; z
for i in x: y; z
while x: break
try: a
except: b
with a: b; c
lambda: (yield)
def p(): return not (a and b), (not a) or b
def q():
    return [
        x
        for x in y
        if x
        if z
    ]
def r(x): x = x; return x
def s(x):
    while x:
        x -= 1
        if x == 3:
            continue
        if x == 2:
            break
    else:
        return 1
def t():
    return a.b(c).d.e(f)[g](h)
def u(a, b):
    a, b = b, a
    (a, b), c = (b, a), c
    a = a; b = b
    _ = a; _ = b
    x, x = a, b
    x = y = a
