class A:
  def __lt__(s,o): return sorted([s,o])[0] is s
sorted([A(),A()])
