def f():
    try:
        {}["a"]
    except KeyError:
        undefined


f()
