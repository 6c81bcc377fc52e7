# Both processes go on compiling after a fork, each for itself.
import os
def work(n):
    total = 0
    for i in range(n):
        total += i & 7
    return total
print(work(30000), flush=True)
def later(n):
    return [work(k) for k in range(n)]
pid = os.fork()
if pid == 0:
    r = sum(later(900))
    def other(n):
        return sum(k * k for k in range(n))
    print('child', r, other(40000), flush=True)
    os._exit(0)
print(os.waitpid(pid, 0)[1])
def here(n):
    return [str(k) for k in range(n)]
print('parent', sum(later(900)), len(here(30000)))
