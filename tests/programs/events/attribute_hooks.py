class H:
    def __getattribute__(self, name):
        if name == "blocked":
            breakpoint()
            raise AttributeError
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return "fallback"

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value + 1)

    def __delattr__(self, name):
        object.__delattr__(self, name)


h = H()
h.a = 1
h.a += 1
print(h.a, h.blocked, h.zzz)
del h.a
print(h.a)
