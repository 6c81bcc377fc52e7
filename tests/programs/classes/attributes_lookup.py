def t(*expressions):
    for e in expressions:
        try:
            print(e, "=>", repr(eval(e)))
        except Exception as x:
            print(e, "!!", type(x).__name__, x, sep=" ")


class Base:
    inherited = "base"
    both = "base both"

    def method(self):
        return "method"


class C(Base):
    both = "class both"
    "a docstring it is not"

    def __init__(self):
        self.inst = 1
        self.both = "instance both"


c = C()
t("c.inst", "c.both", "C.both", "Base.both", "c.inherited", "c.nope", "C.nope", "c.method()", "C.method(c)", "c.__class__", "c.__dict__", "C.__dict__['both']", "'inherited' in C.__dict__", "c.__doc__", "C.__name__", "c.__name__", "hasattr(c, 'inst')", "hasattr(c, 5)", "getattr(c, 'nope', 1)", "getattr(c, 'nope')", "getattr(c, 5)", "setattr(c, 'x', 2)", "c.x", "setattr(c, 5, 1)", "delattr(c, 'x')", "delattr(c, 'x')", "c.x", "delattr(C, 'both')", "c.both", "C.both", "vars(c)", "isinstance(c, Base)", "c.method.__self__ is c", "c.method.__name__", "c.method == c.method", "c.method is c.method", "c.inherted", "C().instt", "c.metod()", "C.mehtod", "[].lenght", "(5).bit_lenght()", "None.foo", "c.__module__", "C.__bases__", "C.__base__", "Base.__subclasses__()", "object().x", "setattr(object(), 'x', 1)", "setattr(5, 'x', 1)", "setattr(int, 'x', 1)", "delattr(int, 'real')", "setattr(None, 'x', 1)", "setattr([], 'append', 1)", "setattr('', 'foo', 1)", "C.__dict__['z']")
t("setattr(C, '__name__', 'Renamed')", "C.__name__", "C", "setattr(C, '__name__', 5)", "setattr(C, '__bases__', ())", "setattr(C, '__bases__', (int,))", "setattr(C, '__dict__', {})", "setattr(c, '__dict__', {'fresh': 1})", "c.fresh", "setattr(c, '__dict__', 5)", "setattr(c, '__class__', Base)", "type(c)", "setattr(c, '__class__', int)", "setattr(c, '__class__', 5)", "delattr(c, '__dict__')", "c.__dict__")
