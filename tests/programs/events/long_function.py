def f(n):
    a0 = n
    a1 = a0 + 1
    a2 = a1 * 2 if a1 else 0
    a3 = [a0, a1, a2]
    for x in a3:
        if x > 2:
            a2 -= x
        else:
            a2 += x
    a4 = a3[-1] + a2
    try:
        a5 = a4 // (n - 2)
    except ZeroDivisionError:
        a5 = -1
    a6 = {"a": a4, "b": a5}
    while a5 > 0:
        a5 //= 2
        a6["b"] = a5
    if n == 3:
        breakpoint()
    a7 = max(a6.values())
    a8 = a7 if a7 > 5 else a7 + 10
    a9 = (a8, *a3)
    del a3[0]
    return a9, a3, a6


for i in range(5):
    print(f(i))
