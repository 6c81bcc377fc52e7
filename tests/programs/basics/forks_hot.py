import os, threading, subprocess, sys
def work(n):
    t=0
    for i in range(n): t+=i*i&3
    return t
def hot(): return [work(k) for k in range(600)][-1]
print(hot())
r,w=os.pipe()
kids=[]
for k in range(4):
    pid=os.fork()
    if pid==0:
        def more(n): return sum(x for x in range(n))
        v=[more(i) for i in range(500)][-1]+hot()
        os.write(w, b'%d\n'%v); os._exit(0)
    kids.append(pid)
for p in kids: print(os.waitpid(p,0)[1])
os.close(w)
print(sorted(os.read(r,1000).split()))
def pre():
    for k in range(500): work(20)
print(subprocess.run(['echo','hi'], preexec_fn=pre, capture_output=True).stdout)
res=[]
ts=[threading.Thread(target=lambda: res.append(hot())) for _ in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]; print(res)
