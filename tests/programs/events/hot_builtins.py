def run(words):
    out = []
    for i, w in enumerate(words):
        out.append(max(len(w), ord(w[0]) - 96, abs(-i)))
        if i == 9:
            breakpoint()
    return sum(out), min(out), sorted(out)[:3]


print(run("the quick brown fox jumps over a lazy dog and then goes home".split()))
