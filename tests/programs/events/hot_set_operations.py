def run(words):
    seen = set()
    twice = set()
    for i, w in enumerate(words):
        if w in seen:
            twice.add(w)
        seen |= {w}
        if i == 11:
            breakpoint()
        seen -= {-1}
    return sorted(seen), sorted(twice), len(seen & twice)


print(run([i * 7 % 10 for i in range(16)]))
