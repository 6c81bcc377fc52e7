def run(n):
    stack = []
    out = 0
    for i in range(n):
        stack.append(i)
        if len(stack) > 3:
            out += stack.pop() + stack.pop(0)
        if i == 11:
            breakpoint()
    return out, stack


print(run(16))
