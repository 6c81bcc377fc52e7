def walk(n, fail):
    try:
        if n == 0:
            if fail:
                raise ValueError("bottom")
            return 0
        return walk(n - 1, fail) + 1
    except ValueError:
        if n == 3:
            breakpoint()
            return 100
        raise
    finally:
        log.append(n)


log = []
print(walk(6, False), walk(6, True), len(log))
