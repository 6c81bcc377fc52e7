def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


a = bytearray(b"hello")
t("a", "a[0]", "a[1:3]", "a.append(33)", "a", "a.extend(b' you')", "a.extend([1, 2])", "a", "a.pop()", "a.pop(0)", "a", "a.insert(0, 72)", "a.remove(101)", "a.remove(250)", "a.reverse()", "a", "a.append(256)", "a.append('x')", "a.extend('x')", "a.extend([300])", "a.insert(0, -1)", "a.clear()", "a", "a.pop()")
a = bytearray(range(10))
a[0] = 255
a[1:3] = b"XYZ"
a[-1:] = []
a[::3] = bytes(4)
print(a, len(a))
del a[0]
del a[::2]
print(a)
a += b"tail"
a *= 2
print(a, a == bytes(a), a < b"zz", b"tail" in a, a.find(b"l"), a.count(b"a"))
for bad in ("a[0] = 256", "a[0] = 'x'", "a[100] = 1", "a[0:2] = 5", "a[0:2] = 'xy'", "a[::2] = b'x'", "del a[100]", "a['x'] = 1", "hash(a)", "a += 5", "{a: 1}"):
    try:
        exec(bad)
    except Exception as e:
        print(bad, "!!", type(e).__name__, e)
t("bytearray()", "bytearray(3)", "bytearray(b'x')", "bytearray([1, 2])", "bytearray('é', 'utf-8')", "bytearray('x')", "bytearray(-1)", "bytearray(b'ab') + b'c'", "b'c' + bytearray(b'ab')", "bytearray(b'ab').upper()", "bytearray(b'a,b').split(b',')", "bytearray(b'x').hex()", "bytearray.fromhex('6162')", "bytearray(b'ab').copy()", "bytearray(b'abc').decode()", "repr(bytearray(b'\\''))", "str(bytearray(b'a'))", "bytearray(b'abc')[::-1]", "list(bytearray(b'ab'))", "bytearray(b'%d') % 5", "bytearray(b'a') == b'a'", "bytearray(b'a') is bytearray(b'a')", "bytearray(b'ab').join([b'1', b'2'])", "bytearray(b'abc').partition(b'b')", "bytearray(b'abc').replace(b'b', b'')", "bytearray(b'x').resize(3)", "bytes(bytearray(b'x'))", "bytearray(b'abc').endswith(b'c')")
m = memoryview(a)
try:
    a.append(1)
except BufferError as e:
    print(e)
m[0] = 65
m.release()
a.append(1)
print(a)
