"""Writes README.md: each public item of the crate with its signature and the first sentence of its documentation."""
import os
import re

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
SRC = os.path.join(ROOT, "src")
HEAD = """# taipan-text

Numbers and text on plain Rust values, equal to CPython 3.14's output byte for byte: digits, messages, positions.

- Text is read as slices of `Unit` (`u8` Latin-1, `u16`, `u32`: the three kinds of Python strings), so lone surrogates
  need no special path. An ASCII `&str` qualifies through `as_bytes()`; `unit::code_points(s)` makes units of any.
- `Result<T>` is `Result<T, Error>`; an `Error` has a `kind` (the exception class), a `message`, and for float `**` an
  `errno`. Codecs answer with `CodecError` instead.
- `tools/` asks the reference interpreter: `gen_unicode.py` for the tables, `cases_*.py` for the recorded cases that
  `tests/` runs, `gen_readme.py` for this page.

"""


def module(path):
    m = os.path.relpath(path, SRC)[:-3].replace(os.sep, "::")
    return m.removesuffix("::mod")


def sentence(doc):
    text = " ".join(doc).strip()
    text = re.sub(r"\[`([^`]*)`\]", r"`\1`", text)
    return text.replace("|", "\\|")


out, missing = [HEAD], []
for folder, dirs, files in sorted(os.walk(SRC)):
    dirs.sort()
    for name in sorted(files):
        if not name.endswith(".rs") or name in ("tables.rs", "lib.rs"):
            continue
        path = os.path.join(folder, name)
        lines = open(path).read().split("\n")
        intro = " ".join(l[3:].strip() for l in lines if l.startswith("//!")).split(". ")[0].rstrip(".") + "."
        items, doc, owner = [], [], ""
        i = 0
        while i < len(lines):
            line = lines[i]
            s = line.strip()
            if s.startswith("mod tests"):
                break
            m = re.match(r"(?:unsafe )?impl(?:<.*?>)? (?:.* for )?([A-Za-z]+)", line)
            if m:
                owner = m.group(1) + "::"
            elif line == "}":
                owner = ""
            if s.startswith("///"):
                doc.append(s[3:].strip())
            elif re.match(r"pub (const )?(fn|struct|enum|trait|const|type|static) ", s):
                sig = s
                while s.startswith(("pub fn", "pub const fn")) and "{" not in sig:
                    i += 1
                    sig += " " + lines[i].strip()
                sig = re.sub(r"\s*(\{.*|;)$", "", sig) if "fn " in sig else re.sub(r"\s*[{=(;].*$", "", sig)
                sig = sig.removeprefix("pub ").replace("( ", "(").replace(", )", ")").replace(",)", ")")
                if not doc:
                    missing.append(module(path) + " " + sig)
                items.append(f"- `{sig.replace('fn ', 'fn ' + (owner if line.startswith(' ') else ''), 1)}`: {sentence(doc)}")
                doc = []
            elif not s.startswith("#["):
                doc = []
            i += 1
        if items:
            out.append(f"## {module(path)}\n\n{intro}\n\n" + "\n".join(items) + "\n\n")
open(os.path.join(ROOT, "README.md"), "w").write("".join(out).rstrip() + "\n")
print("undocumented:", missing)
