"""A small inventory program under a line profiler that comes and goes in the middle of the run."""

import sys
from time import perf_counter_ns

monitoring = sys.monitoring


class LineProfiler:
    """Counts line hits and the time until the next line, of the functions of one file."""

    def __init__(self, filename):
        self.filename = filename
        self.lines = {}
        self.last = None
        self.tool = monitoring.PROFILER_ID

    def on(self):
        monitoring.use_tool_id(self.tool, "line profiler")
        monitoring.register_callback(self.tool, monitoring.events.LINE, self.line)
        monitoring.set_events(self.tool, monitoring.events.LINE)

    def off(self):
        monitoring.set_events(self.tool, 0)
        monitoring.free_tool_id(self.tool)
        self.last = None

    def line(self, code, number):
        now = perf_counter_ns()
        if self.last is not None:
            entry = self.lines.setdefault(self.last[0], [code.co_name, 0, 0])
            entry[1] += 1
            entry[2] += now - self.last[1]
        if code.co_filename != self.filename:
            self.last = None
            return monitoring.DISABLE
        self.last = (number, perf_counter_ns())

    def report(self):
        source = open(self.filename).read().splitlines()
        print(f"{'line':>5} {'hits':>7} {'us':>9}  source")
        for number in sorted(self.lines):
            _, hits, ns = self.lines[number]
            print(f"{number:5} {hits:7} {ns / 1000:9.1f}  {source[number - 1].rstrip()}")


class OutOfStock(Exception):
    pass


class Item:
    def __init__(self, name, stock, price):
        self.name, self.stock, self.price = name, stock, price

    def take(self, amount):
        if amount > self.stock:
            raise OutOfStock(self.name)
        self.stock -= amount
        return amount * self.price


def orders(items, rounds):
    for n in range(rounds):
        yield items[n * 7 % len(items)], n % 5 + 1


def sell(items, rounds):
    income, refused = 0, 0
    for item, amount in orders(items, rounds):
        try:
            income += item.take(amount)
        except OutOfStock:
            refused += 1
            item.stock += 50
    return income, refused


def main():
    items = [Item(name, 20, price) for name, price in [("tea", 3), ("rice", 2), ("salt", 1), ("oil", 7)]]
    profiler = LineProfiler(__file__)
    print("unwatched:", sell(items, 20000))
    profiler.on()
    print("watched:  ", sell(items, 2000))
    profiler.off()
    print("unwatched:", sell(items, 20000))
    profiler.report()


main()
