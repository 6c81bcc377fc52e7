def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


t("slice(3)", "slice(1, 2)", "slice(1, 2, 3)", "slice(None)", "slice('a', [], {})", "slice()", "slice(1, 2, 3, 4)", "slice(1).start", "slice(1, 2).stop", "slice(1, 2, 3).step", "slice(5).indices(3)", "slice(-1, None, -1).indices(4)", "slice(None, None, -2).indices(5)", "slice(10, -10, -1).indices(4)", "slice(1, 2, 0).indices(5)", "slice(1.5).indices(5)", "slice('a').indices(5)", "slice(1).indices(-1)", "slice(1).indices('a')", "slice(1, 2) == slice(1, 2)", "slice(1, 2) == slice(1, 2, 1)", "slice(1, 2) < slice(1, 3)", "slice(1) < 5", "hash(slice(1, 2)) == hash(slice(1, 2))", "hash(slice([]))", "{slice(1, 2): 'x'}[slice(1, 2)]", "slice(1).start == None", "slice(0, 10**30).indices(5)", "slice(True, False).indices(3)")
s = slice(1, 2)
try:
    s.start = 5
except AttributeError as e:
    print(e)


class G:
    def __getitem__(self, k):
        return k

    def __setitem__(self, k, v):
        print("set", k, v)

    def __delitem__(self, k):
        print("del", k)


g = G()
print(g[1:2], g[:], g[::], g[1:2:3], g[1:2, 3], g[:, :], g[..., 1:], g[()], g[1,], g["a":"b"], g[-1], g[{1}], g[lambda: 0].__name__)
g[1:2] = 5
g[:, 0] = "x"
del g[::2]
del g[1, 2]
