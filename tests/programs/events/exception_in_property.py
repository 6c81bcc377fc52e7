class C:
    @property
    def p(self):
        breakpoint()
        return self._missing

    @property
    def q(self):
        raise KeyError("q")

    def __getattr__(self, name):
        raise AttributeError(f"no {name}")


c = C()
print(hasattr(c, "p"), getattr(c, "zz", "default"))
for n in ("p", "q", "r"):
    try:
        print(getattr(c, n))
    except (AttributeError, KeyError) as e:
        print(type(e).__name__, e)
