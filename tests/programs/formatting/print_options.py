import sys

print()
print("")
print("a", "b", sep="")
print("a", "b", sep=None, end=None)
print("a", end="")
print("b", end="\n\n")
print(1, 2.5, None, [1], sep=", ", end="!\n")
print(*[], sep=",")
print(*"abc", sep="\n")
print("flush", flush=True)


class Sink:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append("<flush>")


s = Sink()
print("x", 1, file=s, sep="-", end=";")
print("y", file=s, flush=True)
print(s.parts)
old = sys.stdout
sys.stdout = s2 = Sink()
print("captured")
sys.stdout = old
print(s2.parts)
print("to stderr", file=sys.stderr)
print("none file", file=None)
for bad in (lambda: print(sep=1), lambda: print(end=1), lambda: print(1, foo=1), lambda: print(1, file=5), lambda: print("a", sep=b"x")):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class R:
    def __str__(self):
        return "str!"

    def __repr__(self):
        return "repr!"


print(R(), [R()], {R(): R()}, (R(),), f"{R()} {R()!r}", str(R()), repr(R()))


class BadStr:
    def __str__(self):
        return 5

    def __repr__(self):
        return None


for f in (str, repr, print, lambda o: f"{o}", lambda o: "%s" % o, lambda o: [o].__repr__()):
    try:
        f(BadStr())
    except TypeError as e:
        print(e)
sys.stdout.write("direct write\n")
print(sys.stdout.write("counted") , "characters")
