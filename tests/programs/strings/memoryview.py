def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


data = bytearray(b"abcdef")
m = memoryview(data)
t("m[0]", "m[-1]", "bytes(m[1:3])", "m[::2].tolist()", "m[::-1].tobytes()", "len(m)", "m.nbytes", "m.itemsize", "m.format", "m.ndim", "m.shape", "m.strides", "m.readonly", "m.contiguous", "m.obj is data", "m.hex()", "m.tolist()", "m == b'abcdef'", "m == data", "m[1:] == b'bcdef'", "m != b'x'", "list(m)", "98 in m", "m.cast('H').tolist() in ([25185, 25699, 26213], [24930, 25444, 25958])", "m.cast('B').tolist()", "m.cast('I')", "m.toreadonly().readonly", "m[10]", "m['a']", "m[1:2, 0]", "hash(m)", "hash(memoryview(b'ab')) == hash(b'ab')", "memoryview('str')", "memoryview(5)", "memoryview()", "m.index(99)", "m.count(97)", "m.suboffsets", "m.c_contiguous")
m[0] = 65
m[1:3] = b"BC"
print(data)
for bad in ("m[0] = 256", "m[0] = 'x'", "m[0:2] = b'xyz'", "del m[0]", "memoryview(b'ro')[0] = 1", "m[100] = 1", "m[0] = 1.5", "m < m", "m + m"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
c = memoryview(bytes(range(16))).cast("B", shape=[4, 4])
print(c.shape, c.ndim, c.tolist(), c[1, 2], c.strides)
with memoryview(b"xyz") as w:
    print(w.tolist())
try:
    w[0]
except ValueError as e:
    print(e)
f = memoryview(bytearray(16)).cast("d")
f[0], f[1] = 1.5, -2.0
print(f.tolist(), f.itemsize, f.format, f.nbytes)
print(m.tobytes(), bytes(m), bytearray(m), b"".join([m, b"!"]), b"x" + m, int.from_bytes(m[:2], "big"), str(bytes(m), "ascii"))
