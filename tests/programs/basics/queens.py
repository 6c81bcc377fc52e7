def solve(n):
    found = 0
    cols, diag, anti = set(), set(), set()
    first = None
    board = []

    def place(row):
        nonlocal found, first
        if row == n:
            found += 1
            if first is None:
                first = board[:]
            return
        for c in range(n):
            if c in cols or row + c in diag or row - c in anti:
                continue
            cols.add(c)
            diag.add(row + c)
            anti.add(row - c)
            board.append(c)
            place(row + 1)
            board.pop()
            cols.discard(c)
            diag.remove(row + c)
            anti.remove(row - c)

    place(0)
    return found, first


for n in range(1, 8):
    print(n, *solve(n))
for c in solve(6)[1]:
    print("." * c + "Q" + "." * (5 - c))
