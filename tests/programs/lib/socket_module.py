# Sockets on this host, select, selectors.
import socket, selectors, select, threading
def t(s):
    try: print(s,'->',repr(eval(s)))
    except BaseException as e: print(s,'!!',type(e).__name__, e)
srv=socket.socket(); srv.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR,1); srv.bind(('127.0.0.1',0)); srv.listen()
port=srv.getsockname()[1]
def client():
    c=socket.create_connection(('localhost',port)); c.sendall(b'hello'*1000); c.shutdown(socket.SHUT_WR); print('client got',c.recv(100)); c.close()
th=threading.Thread(target=client); th.start()
c,a=srv.accept(); n=0
while True:
    d=c.recv(999)
    if not d: break
    n+=len(d)
print(n, a[0], c.family, c.type, c.getpeername()[0]); c.send(b'bye'); c.close(); th.join(); srv.close()
print(c.fileno(), srv._closed)
a,b=socket.socketpair()
a.settimeout(0.05)
t("a.recv(5)"); a.setblocking(False); t("a.recv(5)"); print(a.gettimeout(), a.getblocking()); b.send(b'xyz'); a.setblocking(True); print(a.gettimeout(), a.recv(2), a.recv_into(bytearray(5)))
f=b.makefile('rwb'); f.write(b'line1\nline2\n'); f.flush(); g=a.makefile('r'); print(g.readline()); print(g.readline())
s=selectors.DefaultSelector(); s.register(a,selectors.EVENT_READ,'A'); print(s.select(0)); b.send(b'q'); print([(k.data,e) for k,e in s.select(1)]); s.unregister(a); s.close()
print(select.select([a],[a],[],0)==([a],[a],[]), select.select([],[],[],0.01))
p=select.poll(); p.register(a, select.POLLIN); print(p.poll(100)==[(a.fileno(),1)]); t("p.unregister(99)")
for q in ["socket.socket(5)","socket.socket(-5)","a.connect('x')","socket.socket().connect(5)","socket.socket().connect(('127.0.0.1',70000))","socket.socket().connect(('127.0.0.1',1))","socket.socket().connect_ex(('127.0.0.1',1))","socket.getaddrinfo('127.0.0.1',80,type=socket.SOCK_STREAM)","socket.inet_aton('1.2.3.4')","socket.inet_aton('x')","socket.inet_ntoa(b'1234')","socket.inet_ntoa(b'1')","socket.inet_pton(socket.AF_INET6,'::1')","socket.inet_ntop(socket.AF_INET6,b'\\0'*15+b'\\1')","socket.htons(1)","socket.htons(-1)","socket.htons(70000)","socket.ntohl(1)","socket.gethostbyname('localhost')","socket.getdefaulttimeout()","socket.socket().bind(('',0))","socket.AF_INET","socket.SOCK_STREAM","a.type,a.proto","socket.setdefaulttimeout(-1)","a.settimeout('x')","a.getsockopt(socket.SOL_SOCKET,socket.SO_TYPE)","a.detach()>0","a.recv(1)","select.select([5000],[],[],0)","select.select(1,[],[])","select.select(['x'],[],[])","select.select([],[],[],-1)","select.select([-1],[],[])","socket.error is OSError","socket.timeout","socket.gaierror.__mro__[1]","socket.getnameinfo(('127.0.0.1',80),socket.NI_NUMERICHOST|socket.NI_NUMERICSERV)", "socket.socket().__class__.__mro__[1]", "socket.AddressFamily(2)","socket.socket(socket.AF_UNIX).bind('/nonexistent/x')","socket.socket(socket.AF_UNIX).connect('x'*200)"]: t(q)
u=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); u.bind(('127.0.0.1',0)); v=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); v.sendto(b'dg',u.getsockname()); print(u.recvfrom(10)[0]); 
with u: pass
print(u)
