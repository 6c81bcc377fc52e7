def count(text):
    d = {}
    for i, c in enumerate(text):
        if c in d:
            d[c] += 1
        else:
            d[c] = 1
        if i == 12:
            breakpoint()
    return d


print(count("mississippi river banks"))
