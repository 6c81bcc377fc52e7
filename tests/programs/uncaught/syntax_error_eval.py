def run(s):
    return eval(s)


run("1 + * 2")
