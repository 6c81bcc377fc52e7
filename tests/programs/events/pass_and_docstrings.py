def probe():
    breakpoint()


def empty():
    pass


def only_doc():
    "documentation"


def doc_and_pass():
    """documentation
    over lines"""
    pass
    ...
    5
    "string"
    probe()


class E:
    pass


class D:
    "doc"
    ...


def ellipsis(): ...
def one(): return 1


print(empty(), only_doc(), doc_and_pass(), E.__name__, D.__doc__, ellipsis(), one())
