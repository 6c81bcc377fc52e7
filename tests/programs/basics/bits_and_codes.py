def crc32(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xEDB88320 if crc & 1 else crc >> 1
    return crc ^ 0xFFFFFFFF


def base64(data):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    out = ""
    for i in range(0, len(data), 3):
        chunk = data[i : i + 3]
        n = int.from_bytes(chunk + bytes(3 - len(chunk)), "big")
        out += "".join(alphabet[n >> s & 63] for s in (18, 12, 6, 0))[: len(chunk) + 1] + "=" * (3 - len(chunk))
    return out


def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append((s[i], j - i))
        i = j
    return out


def huffman(text):
    heap = sorted((text.count(c), c, c) for c in set(text))
    if len(heap) == 1:
        return {heap[0][1]: "0"}
    while len(heap) > 1:
        (n1, k1, a), (n2, k2, b), *heap = heap
        heap = sorted([*heap, (n1 + n2, min(k1, k2), (a, b))], key=lambda t: t[:2])
    codes = {}

    def walk(node, prefix):
        if isinstance(node, str):
            codes[node] = prefix
        else:
            walk(node[0], prefix + "0")
            walk(node[1], prefix + "1")

    walk(heap[0][2], "")
    return codes


def lcg(seed):
    while True:
        seed = (6364136223846793005 * seed + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        yield seed >> 33


def fnv(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = ((h ^ b) * 0x100000001B3) % 2**64
    return h


print(hex(crc32(b"123456789")), crc32(b""), hex(crc32("héllo".encode())))
print([base64(b"hello"[:n]) for n in range(6)])
print(rle("aaabccd"), rle(""), "".join(c * n for c, n in rle("zzxy")))
codes = huffman("abracadabra")
print(sorted(codes.items()), sum(len(codes[c]) for c in "abracadabra"))
g = lcg(42)
print([next(g) for _ in range(5)])
print(hex(fnv(b"")), hex(fnv(b"foobar")))
gray = [i ^ i >> 1 for i in range(16)]
print([f"{x:04b}" for x in gray], all(bin(a ^ b).count("1") == 1 for a, b in zip(gray, gray[1:])))
x = 0xDEADBEEF
print(hex((x << 8 | x >> 24) & 0xFFFFFFFF), bin(x).count("1"), x.bit_length(), x & -x, [x >> s & 0xFF for s in (24, 16, 8, 0)])
