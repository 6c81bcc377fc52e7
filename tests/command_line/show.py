import sys

DEFAULTS = dict(hash_randomization=1, int_max_str_digits=4300, gil=1)
parts = []
for name in dir(sys.flags):
    value = getattr(sys.flags, name)
    if name[0] != "_" and not name.startswith("n_") and name not in ("count", "index") and value != DEFAULTS.get(name, 0):
        parts.append(f"{name}={value}")
print(*parts)
for name, default in ("argv", None), ("warnoptions", []), ("_xoptions", {}), ("dont_write_bytecode", False):
    value = getattr(sys, name)
    if name == "argv":
        value = [a.rpartition("/")[2] for a in value]
    if value != default:
        print(name, value)
print(*(s.encoding + " " + s.errors for s in (sys.stdin, sys.stdout, sys.stderr)), sys.stdout.write_through, sep=", ")
