try:
    raise ExceptionGroup("eg", [ValueError(1), TypeError(2), KeyError(3)])
except* ValueError as g:
    print("handled", g.exceptions)
except* TypeError:
    raise RuntimeError("while handling")
