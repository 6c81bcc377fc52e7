pick = lambda d: d["x"]["y"]
pick({"x": 5})
