class State:
    transitions = {}

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        State.transitions[cls.__name__] = cls

    def on(self, event):
        target = getattr(self, "on_" + event, None)
        if target is None:
            raise ValueError(f"{type(self).__name__} ignores {event}")
        name = target() if callable(target) else target
        return State.transitions[name]()


class Idle(State):
    on_start = "Running"


class Running(State):
    on_pause = "Paused"

    def on_stop(self):
        print("cleaning up")
        return "Idle"


class Paused(State):
    on_start = "Running"
    on_stop = "Idle"


s = Idle()
for event in ["start", "pause", "start", "stop", "pause", "start", "fly"]:
    try:
        s = s.on(event)
    except ValueError as e:
        print("!", e)
    print(event, "->", type(s).__name__)


def tokenizer():
    state, out, word = "start", [], ""
    while True:
        c = yield out
        out = []
        if state == "start":
            if c.isalpha():
                state, word = "word", c
            elif c.isdigit():
                state, word = "number", c
            else:
                out.append(("punct", c))
        elif state == "word" and c.isalnum() or state == "number" and c.isdigit():
            word += c
        else:
            out.append((state, word))
            state, word = "start", ""
            if not c.isspace():
                out.append(("punct", c))


t = tokenizer()
next(t)
print([tok for c in "x1 = 42+y;" for tok in t.send(c)])
t.close()
traffic = {"green": ("yellow", 3), "yellow": ("red", 1), "red": ("green", 2)}
light, timer, seen = "green", 0, []
for tick in range(14):
    seen.append(light[0])
    timer += 1
    nxt, limit = traffic[light]
    if timer >= limit:
        light, timer = nxt, 0
print("".join(seen))
