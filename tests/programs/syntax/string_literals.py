for source in (r"'\x4'", r"'\u12'", r"'\U0011ffff'", r"'\U1234567'", r"'\N{no such name}'", r"'\N'", r"b'\x4'", r"'\x'", "'unterminated", "'''unterminated", "b'é'", "'a\nb'", r"'\'", "ur'x'", "bu'x'", "fb'x'", "'a' b'b'", r"'\N{}'"):
    try:
        print(source, "=>", repr(eval(source)))
    except SyntaxError as e:
        print(source, "!!", e.msg)
