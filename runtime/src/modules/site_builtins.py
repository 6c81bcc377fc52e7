class Quitter:
    def __init__(self, name, eof="Ctrl-D (i.e. EOF)"):
        self.name, self.eof = name, eof

    def __repr__(self):
        return f"Use {self.name}() or {self.eof} to exit"

    def __call__(self, code=None):
        import sys

        try:
            sys.stdin.close()
        except:
            pass
        raise SystemExit(code)


class Later:
    """Something of `_sitebuiltins`, which is imported when it is first used."""

    def __init__(self, make):
        self.make = make

    def __repr__(self):
        import _sitebuiltins

        return repr(self.make(_sitebuiltins))

    def __call__(self, *args, **options):
        import _sitebuiltins

        return self.make(_sitebuiltins)(*args, **options)


def register_readline():
    """Where there is a prompt with history and completion, the prompt itself sets them up."""


def add(names, copyright):
    for name in "quit", "exit":
        names[name] = Quitter(name)
    names["copyright"] = Later(lambda m: m._Printer("copyright", copyright))
    names["credits"] = Later(lambda m: m._Printer("credits", "    Taipan runs Python; thanks to all who made it."))
    names["license"] = Later(lambda m: m._Printer("license", "MIT"))
    names["help"] = Later(lambda m: m._Helper())
