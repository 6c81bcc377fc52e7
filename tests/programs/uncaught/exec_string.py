code = compile("def f():\n    return 1/0\nf()\n", "<made up>", "exec")
exec(code)
