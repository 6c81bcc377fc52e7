parts = []
for i in range(20):
    parts.append(str(i) * (i % 3))
print("".join(parts))
s = ""
for i in range(300):
    s += chr(97 + i % 26)
    if i % 100 == 0:
        s += "\u00e9\u4e2d\U0001f600"[i // 100]
print(len(s), s[:10], s[95:110], s[-5:], s.count("a"), s.find("\u4e2d"))
t = s
t += "x"
print(len(s), len(t), s is t)
out = ""
for row in range(5):
    out += " " * (4 - row) + "*" * (2 * row + 1) + "\n"
print(out)
print("é中😀"[1], "é中😀"[::-1], len("é中😀"), "é中😀".encode("utf-16-le").hex(), max("é中😀"))
print("\x41\u0042\U00000043\103\N{LATIN SMALL LETTER D}", r"\n\x", "a\
b", """multi
line""", '\'', "\"")
