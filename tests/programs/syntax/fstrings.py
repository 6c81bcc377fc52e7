x, y = 1, 2.5
for bad in ("f'{'", "f'}'", "f'{}'", "f'{x!z}'", "f'{x!}'", "f'{x:{y:{z}}}'", "f'{lambda x: 1}'", "f'{x y}'", "f'{a:b}c}'", "f'{#}'", "f'{x'", "f'{!r}'", "f'{x = !q}'", "f'{*x}'", "f'{yield}'", "f'{x!r z}'"):
    try:
        eval(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
