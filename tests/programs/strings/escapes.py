print("\a\b\f\v".encode(), "\0".encode(), "\07".encode(), "\101\1012", "\x41\x7a", "\u0041\u00e9".encode(), "\U0001F600".encode())
print("\N{LATIN SMALL LETTER E WITH ACUTE}", "\N{GREEK SMALL LETTER ALPHA}\N{EM DASH}\N{SNOWMAN}\N{digit one}")
print(r"\n \x41 \u0041 \N{x}", r'\'', r"\\", R"\t", len(r"\
"))
print(b"\x41\102\n\\\'\"".hex(), rb"\x41", Rb"\n", bR"\n", len(b"\0\x00"))
print("a\
b", 'it\'s', "say \"hi\"", '''tri'ple"''', """q""\"""", "\\n")
print("tab\there", "nul\0nul" == "nul\x00nul", "\
")
print("%s" "concat" 'ed' """here""" % "x", "\x7f\x80\xff".encode("latin-1"))
print(eval('"\\ud800"') == chr(0xD800), "\ud83d\ude00" == "\U0001f600", len("\ud83d\ude00"))
try:
    "\ud800".encode()
except UnicodeEncodeError as e:
    print(e, e.start, e.end, e.reason, e.object == "\ud800", e.encoding)
