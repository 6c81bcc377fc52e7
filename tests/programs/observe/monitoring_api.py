import sys

m = sys.monitoring
E = m.events
print([n for n in dir(m) if not n.startswith("_")])
print({n: getattr(E, n) for n in dir(E) if n.isupper()})
print(m.DEBUGGER_ID, m.COVERAGE_ID, m.PROFILER_ID, m.OPTIMIZER_ID, type(m.DISABLE).__name__, type(m.MISSING).__name__, m.DISABLE is not m.MISSING)


def f():
    pass


def t(label, call):
    try:
        print(label, "=>", call())
    except Exception as e:
        print(label, "!!", type(e).__name__, e)


t("get unused", lambda: m.get_tool(0))
t("use", lambda: m.use_tool_id(0, "first"))
t("use again", lambda: m.use_tool_id(0, "second"))
t("get", lambda: m.get_tool(0))
t("use bad id", lambda: m.use_tool_id(6, "x"))
t("use negative", lambda: m.use_tool_id(-1, "x"))
t("use bad name", lambda: m.use_tool_id(1, 5))
t("use str id", lambda: m.use_tool_id("x", "x"))
t("get bad", lambda: m.get_tool(7))
t("set unused", lambda: m.set_events(3, E.LINE))
t("get unused", lambda: m.get_events(3))
t("set", lambda: m.set_events(0, E.LINE | E.PY_START))
t("get", lambda: m.get_events(0) == E.LINE | E.PY_START)
t("set zero", lambda: m.set_events(0, 0))
t("set unknown bit", lambda: m.set_events(0, 1 << 19))
t("set negative", lambda: m.set_events(0, -1))
t("set str", lambda: m.set_events(0, "x"))
t("set C_RETURN alone", lambda: m.set_events(0, E.C_RETURN))
t("set CALL and C_RETURN", lambda: m.set_events(0, E.CALL | E.C_RETURN))
t("set all three", lambda: m.set_events(0, E.CALL | E.C_RETURN | E.C_RAISE))
t("get shows", lambda: m.get_events(0) == E.CALL)
t("set BRANCH", lambda: m.set_events(0, E.BRANCH))
t("get BRANCH", lambda: m.get_events(0) == E.BRANCH_LEFT | E.BRANCH_RIGHT)
t("off", lambda: m.set_events(0, 0))
t("local unused", lambda: m.set_local_events(3, f.__code__, E.LINE))
t("local bad code", lambda: m.set_local_events(0, f, E.LINE))
t("local RAISE", lambda: m.set_local_events(0, f.__code__, E.RAISE))
t("local C_RETURN", lambda: m.set_local_events(0, f.__code__, E.C_RETURN))
t("local set", lambda: m.set_local_events(0, f.__code__, E.LINE | E.CALL))
t("local get", lambda: m.get_local_events(0, f.__code__) == E.LINE | E.CALL)
t("local get bad", lambda: m.get_local_events(0, 5))
t("local off", lambda: m.set_local_events(0, f.__code__, 0))
t("register none before", lambda: m.register_callback(0, E.LINE, print))
t("register returns before", lambda: m.register_callback(0, E.LINE, None) is print)
t("register two events", lambda: m.register_callback(0, E.LINE | E.CALL, print))
t("register zero", lambda: m.register_callback(0, 0, print))
t("register unused tool", lambda: m.register_callback(4, E.LINE, None))
t("register bad tool", lambda: m.register_callback(9, E.LINE, None))
t("register BRANCH", lambda: m.register_callback(0, E.BRANCH, None))
t("register unknown", lambda: m.register_callback(0, 1 << 20, None))
t("restart", lambda: m.restart_events())
t("clear", lambda: m.clear_tool_id(0))
t("clear unused", lambda: m.clear_tool_id(3))
t("free", lambda: m.free_tool_id(0))
t("free again", lambda: m.free_tool_id(0))
t("free bad", lambda: m.free_tool_id(8))
t("get after", lambda: m.get_tool(0))
t("arguments", lambda: m.use_tool_id())
t("arguments", lambda: m.set_events(1))
t("arguments", lambda: m.restart_events(1))
