def show(label, l):
    print(label, l)


for start, stop, step in [(None, None, None), (1, 3, None), (-3, -1, None), (None, None, 2), (None, None, -1), (5, 1, -2), (3, 3, None), (10, 20, None), (-10, 2, None), (2, None, -1), (None, 2, -1)]:
    s = slice(start, stop, step)
    l = list(range(7))
    print(s, l[s], s.indices(7), len(range(*s.indices(7))))
    l2 = l[:]
    del l2[s]
    print("  del", l2)
    l3 = l[:]
    try:
        l3[s] = ["a", "b"]
        print("  set", l3)
    except ValueError as e:
        print("  set !!", e)
l = [1, 2, 3]
l[1:1] = l
show("self insert", l)
l[:] = l[::-1]
show("reversed", l)
l[len(l):] = "ab"
show("append", l)
l[:2] = []
show("delete", l)
l[1:3] = (i * 10 for i in range(4))
show("generator", l)
l[::2] = [0] * len(l[::2])
show("strided", l)
l[-1:0:-2] = "wxyz"
show("negative stride", l)
for bad in ("l[::2] = [1]", "l[::-1] = [1]", "l[0:1] = 5", "l[0:1] = None", "l[::0]", "l[::0] = []", "del l[::0]", "l['a':]", "l[1.5:]", "l[99] = 1", "del l[99]", "l['x'] = 1", "del l['x']"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
