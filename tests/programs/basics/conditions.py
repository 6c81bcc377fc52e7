for v in [0, 1, -1, 0.0, 0.1, "", " ", [], [0], (), ((),), {}, {0: 0}, set(), None, True, False, 0j, range(0), range(1), b"", b"0"]:
    print(repr(v), bool(v), not v, "yes" if v else "no")
print(0 or "a", 0 and "a", 1 or "a", 1 and "a", None or 0 or [] or "end", 1 and 2 and 3)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2 != 1, 1 < 2 > 1 == 1)


def show(x):
    print("eval", x, end=" ")
    return x


print(show(1) < show(5) < show(3) < show(9))
print(show(0) or show(2) and show(0) or show(3))
print(not show(1) == show(1))
print(1 if show(0) else 2 if show(0) else 3)
print(1 in [1, 2] in [[1, 2]], 1 not in [2], "a" in "abc", "bc" not in "abc", None is None, None is not None)
