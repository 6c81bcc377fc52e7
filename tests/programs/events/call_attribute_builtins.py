class C:
    x = 1

    def __getattr__(self, n):
        breakpoint()
        return n

    def m(self):
        return "m"


c = C()
print(getattr(c, "x"), getattr(c, "dyn"), hasattr(c, "q"), setattr(c, "y", 2), c.y, delattr(c, "y"), getattr(c, "m")(), vars(c), callable(c.m), isinstance(c, C))
print(getattr(C, "nope", "default"), type(c).m(c), C.__dict__["m"](c), object.__getattribute__(c, "x"), c.__class__.__name__)
try:
    getattr(C, "nope")
except AttributeError as e:
    print(e)
