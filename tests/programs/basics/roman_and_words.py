def roman(n):
    out = ""
    for v, s in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, n = divmod(n, v)
        out += s * count
    return out


def parse(s):
    values = dict(zip("IVXLCDM", (1, 5, 10, 50, 100, 500, 1000)))
    total = 0
    for a, b in zip(s, s[1:] + " "):
        v = values[a]
        total += -v if b != " " and values[b] > v else v
    return total


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()


def words(n):
    if n < 0:
        return "minus " + words(-n)
    if n < 20:
        return ONES[n]
    if n < 100:
        t, o = divmod(n, 10)
        return TENS[t] + (f"-{ONES[o]}" if o else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= size:
            high, low = divmod(n, size)
            return f"{words(high)} {name}" + (f" {words(low)}" if low else "")


for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999):
    print(n, roman(n), parse(roman(n)) == n)
print(all(parse(roman(n)) == n for n in range(1, 1000)))
for n in (0, 13, 21, 100, 342, 1001, 99999, -7, 1234567890):
    print(n, words(n))
try:
    parse("MXZ")
except KeyError as e:
    print(e)


def pluralise(w):
    match w[-2:], w[-1]:
        case ("ch" | "sh"), _:
            return w + "es"
        case _, ("s" | "x" | "z"):
            return w + "es"
        case [str(t), "y"] if t[0] not in "aeiou":
            return w[:-1] + "ies"
        case _:
            return w + "s"


print([pluralise(w) for w in ("cat", "box", "church", "city", "boy", "bus")])
print("".join(reversed("stressed")), "racecar" == "racecar"[::-1], sorted("listen") == sorted("silent"))
