# Code that is compiled while a tool is on reports like any other; an EXTENDED_ARG begins a line; calls with * unwind.


def f(*arguments):
    raise ValueError(*arguments)


def call(function, *arguments):
    try:
        function(*arguments)
    except ValueError as e:
        print(e)


class Each:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


def long(b):
    for i in range(2):
        b.get(1, len(b)), b.get(2, len(b)), b.get(3, len(b)), b.get(4, len(b)), b.get(5, len(b)), b.get(6, len(b))
        b.get(1, len(b)), b.get(2, len(b)), b.get(3, len(b)), b.get(4, len(b)), b.get(5, len(b)), b.get(6, len(b))
        b.get(1, len(b)), b.get(2, len(b)), b.get(3, len(b)), b.get(4, len(b)), b.get(5, len(b)), b.get(6, len(b))
        n = 2
        while n > 0:
            n -= 1


def generator():
    yield 1
    yield 2


breakpoint()
for name in "p", "q":
    exec(compile("def g(x):\n    return x + 1\nprint(g(1))\nclass A:\n    b = 2\n", name, "exec"))
call(f, 1, 2)
call(f, 1)
for x in Each(2):
    print(x)
long({})
g = generator()
next(g)
g.close()
breakpoint()
call(f, 3)
