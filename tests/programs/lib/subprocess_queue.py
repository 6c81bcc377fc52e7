# subprocess, SimpleQueue, executors.
import subprocess, sys, os, queue, threading, time
def t(s):
    try: print(s,'->',repr(eval(s)))
    except BaseException as e: print(s,'!!',type(e).__name__, e)
for s in ["subprocess.run(['echo','hi'],capture_output=True)","subprocess.check_output('echo $X; exit 0',shell=True,env={'X':'y'},text=True)","subprocess.run(['nonexistent_prog'])","subprocess.run(['true'],cwd='/nonexistent')","subprocess.call(['sh','-c','exit 3'])","subprocess.check_call('exit 2',shell=True)","subprocess.run(['cat'],input=b'data',capture_output=True).stdout","subprocess.run(['sleep','5'],timeout=0.1)","subprocess.run(['sh','-c','kill -9 $$']).returncode","subprocess.run(['sh','-c','echo err >&2'],stderr=subprocess.PIPE,text=True).stderr","subprocess.getoutput('echo x')","subprocess.run(['pwd'],cwd='/',capture_output=True).stdout","subprocess.run(['sh','-c','umask'],umask=0o77,capture_output=True).stdout","subprocess.run(['true'],preexec_fn=lambda: 1/0)","subprocess.Popen(['cat'],stdin=subprocess.PIPE,stdout=subprocess.PIPE).communicate(b'q'*100000)[0]==b'q'*100000","subprocess.run(['true'],start_new_session=True).returncode","subprocess.run(['/etc/passwd'])","subprocess.run(['echo','a\\0b'])"]: t(s)
q=queue.SimpleQueue()
for i in range(200): q.put(i)
print([q.get() for i in range(150)][-1], q.qsize(), q.empty()); 
while not q.empty(): q.get_nowait()
t("q.get_nowait()"); t("q.get(timeout=0.02)"); t("q.get(timeout=-1)"); t("q.get(block=False)")
th=threading.Thread(target=lambda:(time.sleep(0.05),q.put('x'))); th.start(); print(q.get(timeout=5)); th.join()
import _queue; print(queue.Empty is _queue.Empty, _queue.SimpleQueue, queue.SimpleQueue[int])
import concurrent.futures
with concurrent.futures.ThreadPoolExecutor(3) as ex: print(list(ex.map(lambda x:x*x, range(10))), ex.submit(pow,2,5).result())
