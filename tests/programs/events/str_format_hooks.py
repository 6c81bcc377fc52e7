class S:
    def __str__(self):
        breakpoint()
        return "str"

    def __repr__(self):
        return "repr"

    def __format__(self, spec):
        return f"format {spec}"

    def __bool__(self):
        return False

    def __len__(self):
        return 4

    def __index__(self):
        return 1

    def __hash__(self):
        return 3


s = S()
print(str(s), repr(s), [s], f"{s:>3} {s!r} {s!s}", "%s" % s, "{:x}".format(s), len(s), bool(s), not s, [5, 6][s], hash(s), s or "empty")
print(s)
