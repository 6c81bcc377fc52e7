class Signal:
    def __init__(self):
        self.slots = []

    def connect(self, f=None, *, priority=0):
        if f is None:
            return lambda g: self.connect(g, priority=priority)
        self.slots.append((priority, len(self.slots), f))
        self.slots.sort(key=lambda s: (-s[0], s[1]))
        return f

    def __call__(self, *args):
        results, errors = [], []
        for _, _, f in self.slots:
            try:
                results.append(f(*args))
            except Exception as e:
                errors.append(e)
        if errors:
            raise ExceptionGroup("slots failed", errors)
        return results

    def __iadd__(self, f):
        self.connect(f)
        return self

    def __len__(self):
        return len(self.slots)


changed = Signal()


@changed.connect
def first(x):
    return f"first {x}"


@changed.connect(priority=5)
def urgent(x):
    return f"urgent {x}"


changed += lambda x: x * 2
print(changed(3), len(changed))


@changed.connect(priority=-1)
def fails(x):
    raise ValueError(f"cannot handle {x}")


changed += lambda x: x["key"]
try:
    changed(4)
except* ValueError as g:
    print("values:", [str(e) for e in g.exceptions])
except* TypeError as g:
    print("types:", [str(e) for e in g.exceptions])


class Observable:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __setattr__(self, name, value):
        old = getattr(self, name, None)
        object.__setattr__(self, name, value)
        if old != value:
            self.log.append((name, old, value))


o = Observable()
o.x = 1
o.x = 1
o.x = 2
o.y = o.x = 3
print(o.log)
