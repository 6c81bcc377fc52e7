words = ["", "a", "b", "aa", "ab", "A", "é", "z", "中", "😀", "a\x00", "a b", "10", "9"]
for w in words:
    print(ascii(w), [w < v for v in words], [w == v for v in words])
print(ascii(sorted(words)), ascii(sorted(words, key=str.lower)), ascii(max(words)), min(words) == "")
print("a" == "a", "ab" == "a" + "b", "a" != "b", "a".__eq__(1), "a".__ne__("a"), "a" == 1)
print(hash("abc") == hash("ab" + "c"), hash("") == hash(str()), {"a" + "b": 1}["ab"], len({"x", "x" * 1, "X".lower()}))
d = {}
for w in words * 2:
    d[w] = d.get(w, 0) + 1
print(ascii(d))
s = "x" * 1000
t = "".join(["x"] * 1000)
print(s == t, hash(s) == hash(t), s is not t or True, s[:999] < t, s + "a" > t)
print("é" == "e\u0301", "ﬁ".upper(), "ss" in "straße".upper().lower(), "a" in "", "" in "")
print("abc" > "abb", "abc" >= "abc", "abc" <= "abcd", not "abc" < "abc")
