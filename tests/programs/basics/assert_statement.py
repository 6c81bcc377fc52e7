def check(x):
    assert x > 0, f"x must be positive, not {x}"
    assert x
    return "ok"


print(check(1))
for bad in (0, -3):
    try:
        check(bad)
    except AssertionError as e:
        print(repr(e))
try:
    assert []
except AssertionError as e:
    print(repr(e), e.args)
try:
    assert 0, ("tuple", "message")
except AssertionError as e:
    print(repr(e), e.args)
print(__debug__)
