a, b = 1, 2
del a
try:
    print(a)
except NameError as e:
    print(e)
l = [0, 1, 2, 3, 4, 5]
del l[0], l[-1]
print(l)
del l[1:3]
print(l)
d = {"x": {"y": 1, "z": 2}}
del d["x"]["y"]
print(d)


class C:
    attr = 1


c = C()
c.a = c.b = 5
del c.a
print(c.__dict__)
for f in (lambda: c.a, lambda: delattr(c, "attr")):
    try:
        f()
    except AttributeError as e:
        print(e)
del C.attr
print(hasattr(C, "attr"))
del (b), [d]
print("b" in globals(), "d" in globals())
try:
    del l[10]
except IndexError as e:
    print(e)
try:
    del (1, 2)[0]
except TypeError as e:
    print(e)
