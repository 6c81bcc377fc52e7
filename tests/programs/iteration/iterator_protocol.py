class Full:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        print("iter")
        return self

    def __next__(self):
        print("next", self.n)
        if self.n == 0:
            raise StopIteration("done")
        self.n -= 1
        return self.n


for x in Full(2):
    print("got", x)
print([*Full(1)], 5 in Full(1))


class BadIter:
    def __iter__(self):
        return 5


class NoNext:
    def __iter__(self):
        return self


class RaisesInIter:
    def __iter__(self):
        raise ValueError("in iter")


class RaisesInNext:
    def __iter__(self):
        return self

    def __next__(self):
        raise KeyError("in next")


class IterNone:
    __iter__ = None


class GetItem:
    def __getitem__(self, i):
        print("getitem", i)
        if i > 1:
            raise IndexError("stop")
        return i


class GetItemStop:
    def __getitem__(self, i):
        raise StopIteration


class GetItemBad:
    def __getitem__(self, i):
        raise TypeError("bad item")


for c in (BadIter, NoNext, RaisesInIter, RaisesInNext, IterNone, GetItem, GetItemStop, GetItemBad):
    for use in (lambda o: list(o), lambda o: [x for x in o], lambda o: 1 in o, lambda o: (lambda *a: a)(*o), lambda o: next(iter(o)), lambda o: dict(o)):
        try:
            print(c.__name__, use(c()))
        except Exception as e:
            print(c.__name__, type(e).__name__, e)


class Hint:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        return self.hint() if callable(self.hint) else self.hint


for h in (5, 0, -1, "x", NotImplemented, lambda: 1 / 0):
    try:
        print(list(Hint(h)))
    except Exception as e:
        print(type(e).__name__, e)


class Rev:
    def __reversed__(self):
        return iter("reversed")


class Seq:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i * 10


print("".join(reversed(Rev())), list(reversed(Seq())), 20 in Seq(), next(reversed(Seq())))
it = iter([1, 2, 3])
next(it)
print(it.__length_hint__(), list(it), it.__length_hint__(), list(it))
l = [1, 2]
it = iter(l)
l.append(3)
print(list(it))
l.append(4)
print(list(it), next(it, "stays exhausted"))
