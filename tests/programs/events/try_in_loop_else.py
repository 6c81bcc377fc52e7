def f(items):
    for x in items:
        try:
            if x < 0:
                break
            y = 10 // x
        except ZeroDivisionError:
            breakpoint()
            continue
        else:
            print("got", y)
        finally:
            print("done", x)
    else:
        return "all"
    return "broke"


print(f([1, 0, 5]))
print(f([2, -1, 3]))
