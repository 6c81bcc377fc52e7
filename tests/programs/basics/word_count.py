text = """the rain in spain stays mainly in the plain
the plain in spain is mainly in the south
"""
words = {}
for number, line in enumerate(text.splitlines(), 1):
    for word in line.split():
        words.setdefault(word, []).append(number)
for word in sorted(words):
    print(f"{word:<8}{len(words[word]):>3} {words[word]}")
by_len = {}
for w in words:
    by_len.setdefault(len(w), set()).add(w)
print({k: sorted(v) for k, v in sorted(by_len.items())})
print(max(words, key=lambda w: (len(words[w]), w)))
caesar = "".join(chr((ord(c) - 97 + 13) % 26 + 97) if c.isalpha() else c for c in text.split("\n")[0])
print(caesar)
