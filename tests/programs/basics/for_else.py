def find(items, wanted):
    for index, item in enumerate(items):
        if item == wanted:
            print("found at", index)
            break
    else:
        print("no", wanted)
    return index


print(find("abc", "b"))
print(find("abc", "z"))
for x in []:
    print("never")
else:
    print("else of an empty loop")
for i in range(3):
    for j in range(3):
        if j == i:
            break
    else:
        print("inner ran out")
        continue
    print("broke at", i, j)
else:
    print("outer done", i, j)
