def f():
    try:
        raise ValueError("lost?")
    finally:
        raise SystemExit(9)


f()
