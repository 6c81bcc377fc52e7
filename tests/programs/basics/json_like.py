def dump(x, indent=0):
    pad = "  " * indent
    match x:
        case None:
            return "null"
        case bool():
            return str(x).lower()
        case int() | float():
            return repr(x)
        case str():
            return '"' + x.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case list() | tuple():
            if not x:
                return "[]"
            return "[\n" + ",\n".join(pad + "  " + dump(v, indent + 1) for v in x) + "\n" + pad + "]"
        case dict():
            return "{" + ", ".join(f"{dump(str(k))}: {dump(v, indent)}" for k, v in x.items()) + "}"
        case _:
            raise TypeError(f"cannot dump {type(x).__name__}")


def load(s):
    pos = 0

    def skip():
        nonlocal pos
        while pos < len(s) and s[pos] in " \n\t":
            pos += 1

    def expect(c):
        nonlocal pos
        skip()
        if pos >= len(s) or s[pos] != c:
            raise ValueError(f"expected {c!r} at {pos}")
        pos += 1

    def value():
        nonlocal pos
        skip()
        c = s[pos : pos + 1]
        if c == "[":
            pos += 1
            items = []
            skip()
            while s[pos] != "]":
                items.append(value())
                skip()
                if s[pos] == ",":
                    pos += 1
                skip()
            pos += 1
            return items
        if c == "{":
            pos += 1
            d = {}
            skip()
            while s[pos] != "}":
                k = value()
                expect(":")
                d[k] = value()
                skip()
                if s[pos] == ",":
                    pos += 1
                skip()
            pos += 1
            return d
        if c == '"':
            end = s.index('"', pos + 1)
            text = s[pos + 1 : end]
            pos = end + 1
            return text
        for word, v in (("null", None), ("true", True), ("false", False)):
            if s.startswith(word, pos):
                pos += len(word)
                return v
        start = pos
        while pos < len(s) and s[pos] in "+-.eE0123456789":
            pos += 1
        text = s[start:pos]
        return float(text) if any(ch in text for ch in ".eE") else int(text)

    result = value()
    skip()
    if pos != len(s):
        raise ValueError(f"trailing data at {pos}")
    return result


data = {"a": [1, 2.5, None, True], "b": {"c": "text", "d": []}, "e": (-3, 1e20)}
text = dump(data)
print(text)
print(load(text) == {**data, "e": [-3, 1e20]}, load("[1, [2, {}]]"), load(' {"k" : [ ] } '))
for bad in ("", "[1", "{1 2}", "nul", "1 2", '"x'):
    try:
        print(load(bad))
    except (ValueError, IndexError) as e:
        print(repr(bad), type(e).__name__, e)
try:
    dump({1, 2})
except TypeError as e:
    print(e)
