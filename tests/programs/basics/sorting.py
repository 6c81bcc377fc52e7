def bubble(a):
    a = a[:]
    for i in range(len(a)):
        for j in range(len(a) - 1 - i):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
    return a


def quick(a):
    if len(a) < 2:
        return a
    p, *rest = a
    return quick([x for x in rest if x < p]) + [p] + quick([x for x in rest if x >= p])


def merge(a):
    if len(a) < 2:
        return a
    m = len(a) // 2
    l, r, out = merge(a[:m]), merge(a[m:]), []
    i = j = 0
    while i < len(l) and j < len(r):
        if l[i] <= r[j]:
            out.append(l[i])
            i += 1
        else:
            out.append(r[j])
            j += 1
    return out + l[i:] + r[j:]


def heap(a):
    a = a[:]

    def sift(lo, hi):
        while (c := 2 * lo + 1) < hi:
            if c + 1 < hi and a[c] < a[c + 1]:
                c += 1
            if a[lo] >= a[c]:
                return
            a[lo], a[c] = a[c], a[lo]
            lo = c

    for i in reversed(range(len(a) // 2)):
        sift(i, len(a))
    for hi in range(len(a) - 1, 0, -1):
        a[0], a[hi] = a[hi], a[0]
        sift(0, hi)
    return a


seed, data = 12345, []
for _ in range(60):
    seed = (seed * 1103515245 + 12345) % 2**31
    data.append(seed % 1000)
print(data)
for f in (bubble, quick, merge, heap):
    print(f.__name__, f(data) == sorted(data))
print(sorted(data)[:10], sorted(data, reverse=True)[:10], sorted(data, key=lambda x: (x % 10, -x))[:10])
