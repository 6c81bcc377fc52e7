class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry[name or cls.__name__.lower()] = cls
        print("registered", cls.__name__, name, kw)


class A(Plugin):
    pass


class B(Plugin, name="bee"):
    pass


class C(B):
    pass


print(sorted(Plugin.registry))
try:

    class D(Plugin, name="d", other=1):
        pass

except TypeError as e:
    print(e)


class Strict:
    def __init_subclass__(cls):
        if not hasattr(cls, "required"):
            raise TypeError(f"{cls.__name__} lacks required")


try:

    class Bad(Strict):
        pass

except TypeError as e:
    print(e)


class Good(Strict):
    required = 1


class G:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


class H(G):
    pass


print(G[int], H[1, 2], G["x"], H[:])
for f in (lambda: G()[1], lambda: int[5], lambda: A[int], lambda: list[int], lambda: list[int, str], lambda: dict[str, int], lambda: list[int]([1, 2]), lambda: list[int].__origin__, lambda: dict[str, list[int]].__args__, lambda: tuple[int, ...].__args__, lambda: tuple[()], lambda: type[int], lambda: list[int] == list[int], lambda: list[int] == list[str], lambda: hash(list[int]) == hash(list[int]), lambda: isinstance([], list[int]), lambda: issubclass(list, list[int]), lambda: list[int].append, lambda: int | str, lambda: int | None, lambda: int | "str", lambda: (int | str).__args__, lambda: isinstance(1, int | str), lambda: int | str == str | int, lambda: list[int] | None, lambda: int | 5, lambda: None | int, lambda: None | None, lambda: list["fwd"], lambda: list[[int]], lambda: dict[int][str], lambda: set[int], lambda: frozenset[int], lambda: enumerate[int]):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class MyList(list[int]):
    pass


print(MyList.__bases__, MyList.__orig_bases__, MyList([1]))


class Entries:
    def __mro_entries__(self, bases):
        print("mro entries", len(bases))
        return (G,)


class E(Entries()):
    pass


print(E.__bases__, E[5], len(E.__orig_bases__))
