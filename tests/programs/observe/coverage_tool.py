import sys


def classify(n):
    if n < 0:
        kind = "negative"
    elif n == 0:
        kind = "zero"
    else:
        kind = "positive"
    for i in range(n):
        if i > 2:
            break
    else:
        kind += " small"
    try:
        return kind, 10 // n
    except ZeroDivisionError:
        return kind, None


def never():
    return 1


m, E = sys.monitoring, sys.monitoring.events
lines, branches = set(), set()


def line(code, n):
    if code.co_filename == classify.__code__.co_filename:
        lines.add((code.co_name, n - code.co_firstlineno))
    return m.DISABLE


def branch(side):
    def callback(code, src, dst):
        if code is classify.__code__:
            branches.add((src, side, dst))
        return m.DISABLE

    return callback


m.use_tool_id(m.COVERAGE_ID, "coverage")
m.register_callback(m.COVERAGE_ID, E.LINE, line)
m.register_callback(m.COVERAGE_ID, E.BRANCH_LEFT, branch("left"))
m.register_callback(m.COVERAGE_ID, E.BRANCH_RIGHT, branch("right"))
m.set_events(m.COVERAGE_ID, E.LINE | E.BRANCH_LEFT | E.BRANCH_RIGHT)
for v in (-1, 0, 2, 5):
    classify(v)
    print(v, len([x for x in lines if x[0] == "classify"]), len(branches))
m.set_events(m.COVERAGE_ID, 0)
m.free_tool_id(m.COVERAGE_ID)
print(sorted(x[1] for x in lines if x[0] == "classify"))
possible = {(s, "left", l) for s, l, r in classify.__code__.co_branches()} | {(s, "right", r) for s, l, r in classify.__code__.co_branches()}
print(sorted(branches), sorted(possible - branches), branches <= possible)
