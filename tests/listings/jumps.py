def search(rows, wanted):
    for row in rows:
        for cell in row:
            if cell == wanted:
                break
            elif cell is None:
                continue
            print(cell)
        else:
            continue
        return row
    return None
