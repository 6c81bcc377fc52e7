def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


for s in ("hello World", "ÉCOLE straße", "ǆ ŉ ﬁ", "İıΣς", "mIxEd 123 cAsE", "", "they're bill's", "\u1f80", "a\u0301b"):
    print(ascii([s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold()]), len(s.upper()))
t("'ΑΣ'.lower()", "'ΑΣΑ'.lower()", "'ß'.upper()", "'ß'.casefold() == 'SS'.casefold()", "'\u01c5'.istitle()")
for c in "aA1 _é中٣½²\n\x00\u00a0\u2028€Ǆ":
    print(ascii(c), [c.isalpha(), c.isdigit(), c.isdecimal(), c.isnumeric(), c.isalnum(), c.isspace(), c.isupper(), c.islower(), c.istitle(), c.isidentifier(), c.isprintable(), c.isascii()])
t("''.isalpha()", "''.isascii()", "''.isprintable()", "''.isspace()", "'ab1'.isidentifier()", "'1ab'.isidentifier()", "'class'.isidentifier()", "'Ab Cd'.istitle()", "'Ab cD'.istitle()", "'AB1'.isupper()", "'1'.isupper()", "'a'.upper('x')", "str.upper()", "str.upper(5)", "'x'.nope", "'x'.uper()")
