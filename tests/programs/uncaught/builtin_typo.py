print(len([1]))
prnt("x")
