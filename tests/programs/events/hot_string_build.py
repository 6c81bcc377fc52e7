def build(n):
    s = ""
    for i in range(n):
        s += chr(97 + i % 26)
        if i == 12:
            breakpoint()
    t = s
    s += "!"
    return s, t


print(build(18))
