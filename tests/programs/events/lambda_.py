def probe():
    breakpoint()


f = lambda x, y=1, *a, **k: x + y
g = lambda: probe()
h = (
    lambda x:
        x * 2
)
print(f(1), f(1, 2), g(), h(4))
print((lambda n: (lambda m: n + m))(1)(2))
print(sorted([3, 1, 2], key=lambda v: -v))
print([*map(lambda v: v if v else probe(), [1, 0, 2])])
