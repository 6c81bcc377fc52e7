WORLD = {
    "hall": {"north": "library", "east": "kitchen", "items": ["lamp"]},
    "library": {"south": "hall", "items": ["book", "key"]},
    "kitchen": {"west": "hall", "items": []},
}


class Game:
    def __init__(self):
        self.place, self.bag, self.turns = "hall", [], 0

    def do_go(self, where):
        try:
            self.place = WORLD[self.place][where]
        except KeyError as e:
            return f"no way {e}"
        return f"in {self.place}"

    def do_take(self, item):
        items = WORLD[self.place]["items"]
        if item not in items:
            raise LookupError(f"no {item} here")
        items.remove(item)
        self.bag.append(item)
        return f"took {item}, carrying {', '.join(sorted(self.bag))}"

    def do_look(self):
        exits = [k for k in WORLD[self.place] if k != "items"]
        return f"{self.place}: exits {exits}, items {WORLD[self.place]['items']}"

    def command(self, line):
        self.turns += 1
        verb, *rest = line.split()
        handler = getattr(self, "do_" + verb, None)
        if handler is None:
            return f"cannot {verb}"
        try:
            return handler(*rest)
        except LookupError as e:
            return f"sorry: {e}"
        except TypeError as e:
            return f"bad command: {e}"


g = Game()
for line in ["look", "go north", "take key", "take key", "go up", "dance", "go", "look now", "go south", "take lamp"]:
    print(f"{g.turns:02} > {line}: {g.command(line)}")
