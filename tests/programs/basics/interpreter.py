def lex(src):
    for line in src.strip().splitlines():
        yield line.split()


class VM:
    def __init__(self, program):
        self.code, self.labels = [], {}
        for words in lex(program):
            if words[0].endswith(":"):
                self.labels[words[0][:-1]] = len(self.code)
            else:
                self.code.append(words)

    def run(self, **registers):
        stack, calls, pc, out, steps = [], [], 0, [], 0
        while pc < len(self.code):
            steps += 1
            if steps > 5000:
                raise RuntimeError("too many steps")
            op, *args = self.code[pc]
            pc += 1
            match op, *args:
                case "push", n if n.lstrip("-").isdigit():
                    stack.append(int(n))
                case "push", name:
                    stack.append(registers[name])
                case "pop", name:
                    registers[name] = stack.pop()
                case ("add" | "sub" | "mul" | "lt") as o,:
                    b, a = stack.pop(), stack.pop()
                    stack.append({"add": a + b, "sub": a - b, "mul": a * b, "lt": int(a < b)}[o])
                case "jmp", label:
                    pc = self.labels[label]
                case "jz", label:
                    if not stack.pop():
                        pc = self.labels[label]
                case "call", label:
                    calls.append(pc)
                    pc = self.labels[label]
                case "ret",:
                    pc = calls.pop()
                case "print",:
                    out.append(stack.pop())
                case "halt",:
                    break
                case unknown:
                    raise ValueError(f"bad instruction {unknown}")
        return out, steps


factorial = """
    push 1
    pop acc
loop:
    push n
    jz done
    push acc
    push n
    mul
    pop acc
    push n
    push 1
    sub
    pop n
    jmp loop
done:
    push acc
    print
"""
for n in (0, 5, 25):
    print(n, VM(factorial).run(n=n))
twice = """
    push 7
    call double
    call double
    print
    halt
double:
    push 2
    mul
    ret
"""
print(VM(twice).run())
for bad in ("fly", "push x", "pop a", "jmp nowhere", "l:\njmp l", "ret", "add"):
    try:
        print(VM(bad).run())
    except (ValueError, KeyError, IndexError, RuntimeError) as e:
        print(repr(bad), type(e).__name__, e)
