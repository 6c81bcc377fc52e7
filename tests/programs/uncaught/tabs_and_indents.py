def f():
	if True:
		x = [1,
			2,
			3][5]
	return x


f()
