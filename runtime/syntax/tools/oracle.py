#!/usr/bin/env python3.14
"""Compares our code objects with CPython 3.14's.

    python3.14 tools/oracle.py DUMP FILE_OR_FOLDER...   (DUMP: the built `dump` example)

Options: -v N shows N differing code objects in detail; -k FIELD only those that
differ in FIELD; -b ignores the difference between borrowed and plain loads.
"""
import argparse, collections, json, marshal, os, pickle, struct, subprocess, sys, warnings

FIELDS = ["code", "consts", "names", "localsplus", "kinds", "exctable", "linetable",
          "stacksize", "flags", "qualname", "name", "firstlineno", "argcount", "posonly", "kwonly"]


def const(v):
    t = type(v)
    if v is None: return ["n"]
    if v is ...: return ["e"]
    if t is bool: return ["B", int(v)]
    if t is int: return ["i", format(v, "x")]
    if t is float: return ["f", struct.pack(">d", v).hex()]
    if t is complex: return ["c", struct.pack(">d", v.real).hex(), struct.pack(">d", v.imag).hex()]
    if t is str:
        try: v.encode(); return ["s", v]
        except UnicodeEncodeError: return ["u", [ord(c) for c in v]]
    if t is bytes: return ["b", v.hex()]
    if t is tuple: return ["t", [const(x) for x in v]]
    if t is frozenset: return ["F", [const(x) for x in v]]
    if t is slice: return ["S", [const(v.start), const(v.stop), const(v.step)]]
    return code(v)


class Marshal:
    """Reads just enough of a marshalled code object to see its local slots."""

    def __init__(self, data): self.d = data; self.i = 0; self.refs = []

    def int(self, n=4):
        v = int.from_bytes(self.d[self.i:self.i + n], "little", signed=True); self.i += n; return v

    def take(self, n): v = self.d[self.i:self.i + n]; self.i += n; return v

    def value(self):
        head = self.d[self.i]; self.i += 1
        if head == ord("r"): return self.refs[self.int()]
        if head < 128: return self.plain(chr(head))
        slot = len(self.refs); self.refs.append(None)
        self.refs[slot] = v = self.plain(chr(head & 127))
        return v

    def plain(self, t):
        if t in "NTF.S0": return None
        if t == "i": return self.int()
        if t == "l": n = abs(self.int()); return self.take(2 * n)
        if t == "g": return self.take(8)
        if t == "y": return self.take(16)
        if t in "sutaA": return self.take(self.int())
        if t in "zZ": return self.take(self.int(1) & 255)
        if t == ":": return [self.value() for _ in range(3)]
        if t in "([><": return [self.value() for _ in range(self.int())]
        if t == ")": return [self.value() for _ in range(self.int(1) & 255)]
        if t == "c":
            self.take(20); self.value(); self.value(); self.value()
            names, kinds = self.value(), self.value()
            for _ in range(3): self.value()
            self.int(); self.value(); self.value()
            return [n.decode("utf-8", "surrogatepass") for n in names], kinds.hex()
        raise ValueError(t)


def code(c):
    co = c.co_code
    plus, kinds = Marshal(marshal.dumps(c)).value()
    return dict(name=c.co_name, qualname=c.co_qualname, flags=c.co_flags, argcount=c.co_argcount,
                posonly=c.co_posonlyargcount, kwonly=c.co_kwonlyargcount, stacksize=c.co_stacksize,
                firstlineno=c.co_firstlineno, code=co.hex(), linetable=c.co_linetable.hex(),
                exctable=c.co_exceptiontable.hex(), names=list(c.co_names), localsplus=plus, kinds=kinds,
                consts=[const(x) for x in c.co_consts])


def strip(consts):
    out = []
    for c in consts:
        if isinstance(c, dict): out.append(["code", c["name"]])
        elif c[0] == "F": out.append(["F", sorted(map(json.dumps, c[1]))])
        elif c[0] in "tS": out.append([c[0], strip(c[1])])
        else: out.append(c)
    return out


BORROWED = False
opts_lines = 80
BORROW = {86: 84, 87: 89}


def norm_code(h, borrow):
    if not borrow: return h
    b = bytearray(bytes.fromhex(h))
    for i in range(0, len(b), 2):
        b[i] = BORROW.get(b[i], b[i])
    return b.hex()


def diff(a, b, opts):
    bad = []
    for f in FIELDS:
        if f == "consts": x, y = strip(a[f]), strip(b[f])
        elif f == "code": x, y = norm_code(a[f], opts.b), norm_code(b[f], opts.b)
        else: x, y = a[f], b[f]
        if x != y: bad.append(f)
    return bad


def pair(a, b, path, out):
    out.append((path, a, b))
    ca = [c for c in a["consts"] if isinstance(c, dict)]
    cb = [c for c in b["consts"] if isinstance(c, dict)]
    if [c["name"] for c in ca] != [c["name"] for c in cb]:
        byname = {}
        for c in cb: byname.setdefault((c["name"], c["firstlineno"]), c)
        for c in ca:
            d = byname.get((c["name"], c["firstlineno"]))
            if d: pair(c, d, path, out)
            else: out.append((path, c, None))
        return
    for x, y in zip(ca, cb): pair(x, y, path, out)


OPS = {v: k for k, v in __import__("opcode").opmap.items()}
CACHES = __import__("opcode")._inline_cache_entries


def instrs(c):
    b = bytes.fromhex(c["code"]); i = 0; arg = 0; out = []
    while i < len(b):
        op, a = b[i], b[i + 1]; arg = arg << 8 | a
        name = OPS.get(op, str(op))
        if name == "EXTENDED_ARG": i += 2; continue
        out.append((i, name, arg)); arg = 0
        i += 2 + 2 * CACHES.get(name, 0)
    return out


def positions(c):
    lt = bytes.fromhex(c["linetable"]); out = []
    class X: pass
    it = iter(lt); line = c["firstlineno"]
    def varint():
        r = 0; s = 0
        while True:
            v = next(it); r |= (v & 63) << s; s += 6
            if not v & 64: return r
    def sv():
        u = varint(); return -(u >> 1) if u & 1 else u >> 1
    for h in it:
        n = (h & 7) + 1; k = (h >> 3) & 15
        if k == 15: p = (None,) * 4
        elif k == 14:
            line += sv(); e = line + varint(); cc = varint() - 1; ec = varint() - 1; p = (line, e, cc, ec)
        elif k == 13: line += sv(); p = (line, line, None, None)
        elif k >= 10: line += k - 10; p = (line, line, next(it), next(it))
        else:
            s = next(it); col = (k << 3) | (s >> 4); p = (line, line, col, col + (s & 15))
        out += [p] * n
    return out


def exctable(c):
    b = iter(bytes.fromhex(c["exctable"])); out = []
    def item():
        v = 0
        for x in b:
            v = v << 6 | x & 63
            if not x & 64: return v
        raise StopIteration
    try:
        while True:
            s = item(); l = item(); t = item(); d = item(); out.append((s * 2, (s + l) * 2, t * 2, d >> 1, d & 1))
    except (StopIteration, RuntimeError): pass
    return out


def render(c):
    pos = positions(c); lines = []
    for i, n, a in instrs(c):
        p = pos[i // 2] if i // 2 < len(pos) else "?"
        lines.append(f"{i:4} {n} {a}  {p}")
    if BORROWED: lines = [l.replace("_BORROW", "") for l in lines]
    return lines + [f"exc {e}" for e in exctable(c)] + [f"consts {strip(c['consts'])}", f"names {c['names']}",
        f"plus {c['localsplus']}", f"stack {c['stacksize']} flags {c['flags']:#x} q {c['qualname']}"]


def show(path, a, b, bad):
    import difflib
    print(f"--- {path}:{a['firstlineno']} {a['qualname']}: {bad}")
    la, lb = render(a), render(b)
    for line in list(difflib.unified_diff(la, lb, "cpython", "ours", lineterm="", n=2))[:opts_lines]: print("   ", line)


def reference(path, optimize):
    with open(path, "rb") as f: src = f.read()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try: return code(compile(src, path, "exec", dont_inherit=True, optimize=optimize))
        except SyntaxError as e: return dict(error=type(e).__name__, msg=e.msg, at=[e.lineno, e.offset, e.end_lineno, e.end_offset])
        except Exception as e: return dict(error=type(e).__name__, msg=str(e), at=[0] * 4)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("dump"); ap.add_argument("paths", nargs="+")
    ap.add_argument("-v", type=int, default=0); ap.add_argument("-k"); ap.add_argument("-b", action="store_true")
    ap.add_argument("-s", type=int, default=0, help="skip the first S differing objects")
    ap.add_argument("-m", type=int, default=10**9, help="show only objects with at most M code bytes")
    ap.add_argument("-e", action="store_true", help="show differing error texts"); ap.add_argument("-O", type=int, default=0)
    opts = ap.parse_args()
    global BORROWED
    BORROWED = opts.b
    files = []
    for p in opts.paths:
        if os.path.isdir(p):
            for d, _, fs in sorted(os.walk(p)):
                files += [p for f in sorted(fs) if f.endswith(".py") and os.path.exists(p := os.path.join(d, f))]
        else: files.append(p)
    cache_path = f"/tmp/taipan-oracle4-{opts.O}.pickle"
    try: cache = pickle.load(open(cache_path, "rb"))
    except Exception: cache = {}
    fresh = False
    total = equal = 0
    kinds = collections.Counter(); shown = 0; badfiles = set(); errors = []
    for i in range(0, len(files), 40):
        batch = files[i:i + 40]
        flag = ["-O"] * (opts.O == 1) + ["-OO"] * (opts.O == 2)
        run = subprocess.run([opts.dump, *flag, *batch], stdout=subprocess.PIPE)
        lines = run.stdout.decode().splitlines()
        for n, path in enumerate(batch):
            key = (path, os.path.getmtime(path))
            if key not in cache: cache[key] = reference(path, opts.O); fresh = True
            ref = cache[key]
            ours = json.loads(lines[n]) if n < len(lines) else dict(error="CRASH", msg=str(run.returncode), at=[])
            if "error" in ref or "error" in ours:
                if "error" in ref and "error" in ours:
                    if "at" in ref and (ref["error"], ref["msg"], [x or 0 for x in ref["at"]]) != (ours["error"], ours["msg"], ours["at"]):
                        kinds["error text"] += 1
                        if opts.e: print("DIFF", path, "\n   ", ref, "\n   ", ours)
                    else: kinds["error equal"] += 1
                    continue
                errors.append((path, ref.get("error"), ref.get("msg"), ours.get("error"), ours.get("msg"), ours.get("at")))
                continue
            out = []
            pair(ref, ours, path, out)
            for path, a, b in out:
                total += 1
                if b is None: kinds["missing"] += 1; badfiles.add(path); continue
                bad = diff(a, b, opts)
                if not bad: equal += 1; continue
                badfiles.add(path)
                for f in bad: kinds[f] += 1
                kinds["first:" + bad[0]] += 1
                if (not opts.k or opts.k in bad) and len(a["code"]) <= opts.m * 2:
                    shown += 1
                    if opts.s < shown <= opts.s + opts.v: show(path, a, b, bad)
    if fresh: pickle.dump(cache, open(cache_path, "wb"))
    for e in errors[:30]: print("ERROR", e)
    print(f"files {len(files)}, with differences {len(badfiles)}, errors {len(errors)}")
    print(f"code objects {total}, equal {equal} ({100 * equal / max(total, 1):.2f}%)")
    print(dict(kinds.most_common()))


main()
