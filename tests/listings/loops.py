def first(items, wanted=None):
    """The first item that is wanted."""
    for i, item in enumerate(items):
        if item == wanted:
            return i
    else:
        raise ValueError(wanted)
    while True:
        pass
