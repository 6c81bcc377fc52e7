# Every kind of instruction, often enough that one which left something on the native stack would run out of it.
import threading

N = 60_000


class Base:
    shared = 3

    def __init__(self, x):
        self.x = x

    def method(self, y=1):
        return self.x + y

    @property
    def double(self):
        return self.x * 2

    @classmethod
    def make(cls, x):
        return cls(x)

    def __getitem__(self, i):
        return i

    def __eq__(self, other):
        return self.x == other.x

    def __enter__(self):
        return self

    def __exit__(self, *details):
        return True


class A(Base):
    def method(self, y=1):
        return super().method(y)


class B(Base):
    pass


class C(Base):
    def __init__(self, x):
        self.z = 1
        super().__init__(x)


class D(Base):
    def __init__(self, x):
        self.w = self.v = 1
        super().__init__(x)


def keywords(a, b=2, *, c=3):
    return a + b + c


def many(*args, **kw):
    return len(args) + len(kw)


def count(n):
    for i in range(n):
        yield i


def through(n):
    return (yield from count(n))


def main():
    objects = [A(1), B(2), C(3), D(4)]
    total = 0
    for i in range(N):
        o = objects[i & 3]
        o.x = i
        total += o.x + o.method() + o.method(2) + o.double + o.shared + o[1] + (o == objects[0])
        o = type(o).make(i) if i & 1 else B(i)
        total += keywords(1) + keywords(1, c=2) + keywords(*(1, 2)) + many(1, 2, k=3)
    print(total)
    total = 0
    for i in count(N):
        total += i
    for i in through(N):
        total += i
    print(total, sum(i for i in range(N)), len([i for i in range(N)]), len({i: i for i in range(N)}))
    text, numbers, table = "", [], {}
    for i in range(N):
        text += "ab"
        numbers.append(i)
        table[i] = numbers[-1]
        total += len(text[1:3]) + table[i] + (i in table) - (i not in numbers[:2])
        a, (b, *c) = i, (1, 2, 3)
        try:
            if i & 1:
                raise KeyError(i)
            total //= 1
        except KeyError as e:
            total += len(e.args)
        finally:
            total ^= 1
        with B(1):
            if i & 1:
                raise ValueError
        total += b + len(c) + len(f"{i}{a:>3}") if i % 3 else -1
        match i & 3:
            case 0 | 1:
                total -= 1
            case n if n > 2:
                total += 2
    print(total, len(text), len(numbers), len(table))
    for k, v in table.items():
        total -= k ^ v
    big = 1 << 70
    while big > 1 << 40:
        big -= 1 << 54
    print(total, big)


threading.stack_size(512 * 1024)
t = threading.Thread(target=main)
t.start()
t.join()
