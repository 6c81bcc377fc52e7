rows = [[1, 2], [3, "x"], [5]]
print([sum(r) for r in rows])
