class A:
    total = 0
    for i in range(3):
        if i == 1:
            continue
        total += i
    else:
        done = True
    while total < 4:
        total += 1
    try:
        1 / 0
    except ZeroDivisionError:
        caught = True
    finally:
        cleaned = True
    if done:
        breakpoint()
        flag = "yes"
    else:
        flag = "no"
    evens = [n for n in range(total) if n % 2 == 0]
    del i


print(A.total, A.flag, A.evens, A.caught, A.cleaned)
