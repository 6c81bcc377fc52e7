def probe():
    breakpoint()


def find(items, x):
    for i, v in enumerate(items):
        if v == x:
            break
    else:
        probe()
        return None
    return i


print(find("abc", "b"))
print(find("abc", "z"))
print(find("", "z"))
for i in range(2):
    pass
else:
    print("else", i)
