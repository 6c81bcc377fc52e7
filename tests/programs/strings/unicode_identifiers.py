é = 1
变量 = 2
_ñ = é + 变量
print(_ñ, sorted(k for k in globals() if k in ("é", "变量", "_ñ")))
ﬁ = "normalised"
print(fi)


def функция(параметр=3):
    return параметр * 2


class Ñ:
    attribut_é = "attr"


print(функция(), функция(параметр=5), Ñ().attribut_é, Ñ.__name__, функция.__name__, функция.__code__.co_varnames)
µ = "micro"
print(μ, "μ" in globals(), len([k for k in globals() if k in ("µ", "μ")]))
try:
    eval("a€b")
except SyntaxError as e:
    print(e.msg)
try:
    eval("x ＝ 1")
except SyntaxError as e:
    print(e.msg)
try:
    eval("1 + “quoted”")
except SyntaxError as e:
    print(e.msg)
print("日本語".center(9, "＊"), len("👨‍👩‍👧"), [hex(ord(c)) for c in "👨‍👩‍👧"], "日本語"[::-1])
for c in "日é😀":
    print(f"{c!r} {c!a} {ord(c):#x} {c:>4} {c:_<3}")
