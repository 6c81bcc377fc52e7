//! The `_socket` module: the system's sockets for the library's `socket`.

use super::select::poll_until;
use super::socket_address::{self as address, Address, host_bytes, resolve, resolver_error};
use super::socket_constants::CONSTANTS;
use super::support::errno;
use crate::heap::*;
use crate::objects::*;
use crate::{Exc, R, Vm};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// Nanoseconds; below 0 for none.
type Timeout = i64;
static DEFAULT_TIMEOUT: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(-1);

/// `socket(family=AF_INET, type=SOCK_STREAM, proto=0, fileno=None)`; a descriptor of -1 is closed.
pub struct Socket {
    fd: Cell<i32>,
    family: Cell<i32>,
    kind: Cell<i32>,
    proto: Cell<i32>,
    timeout: Cell<Timeout>,
}
impl Payload for Socket {
    const INFO: &'static NativeInfo = crate::native_info!(Socket, SOCKET_SPEC);
}
impl Drop for Socket {
    fn drop(&mut self) {
        if self.fd.get() >= 0 {
            // SAFETY: our own descriptor.
            unsafe { libc::close(self.fd.get()) };
        }
    }
}
fn this<'a>(vm: &Vm, w: &'a Word) -> R<&'a Socket> {
    w.native::<Socket>().ok_or_else(|| vm.type_error("a socket object is required"))
}
fn nanoseconds(vm: &Vm, w: Word) -> R<Timeout> {
    if w.is_none() {
        return Ok(-1);
    }
    if !int::is_int(w) && vm.class_of(w).slots.float.get().is_none() {
        let t = vm.type_name(w);
        return Err(vm.type_error(format!("'{t}' object cannot be interpreted as an integer or float")));
    }
    let t = vm.to_f64(w)?;
    if t.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if t < 0.0 {
        return Err(vm.value_error("Timeout value out of range"));
    }
    if t > 9e9 {
        return Err(vm.overflow_error("timeout doesn't fit into C timeval"));
    }
    Ok((t * 1e9).ceil() as i64)
}
fn timeout_word(vm: &Vm, t: Timeout) -> Word {
    if t < 0 { Word::NONE } else { vm.float(t as f64 / 1e9) }
}
fn set_blocking(vm: &Vm, fd: i32, blocking: bool) -> R<()> {
    // SAFETY: plain calls.
    unsafe {
        let f = libc::fcntl(fd, libc::F_GETFL);
        let new = if blocking { f & !libc::O_NONBLOCK } else { f | libc::O_NONBLOCK };
        if f < 0 || (new != f && libc::fcntl(fd, libc::F_SETFL, new) < 0) {
            return Err(vm.last_sys_error());
        }
    }
    Ok(())
}
fn set_timeout(vm: &Vm, s: &Socket, t: Timeout) -> R<()> {
    s.timeout.set(t);
    set_blocking(vm, s.fd.get(), t < 0)
}
fn option(fd: i32, name: i32) -> i32 {
    let mut v = 0i32;
    let mut n = size_of::<i32>() as libc::socklen_t;
    // SAFETY: room for an int.
    let r = unsafe { libc::getsockopt(fd, libc::SOL_SOCKET, name, &raw mut v as *mut libc::c_void, &mut n) };
    if r < 0 { -1 } else { v }
}
fn timed_out(vm: &Vm) -> Exc {
    vm.new_exc(&vm.exc.TimeoutError, "timed out")
}
/// Runs a system call that may have to wait for the socket: by its timeout, going on after signals.
fn waiting(vm: &Vm, s: &Socket, events: i16, f: &mut dyn FnMut() -> isize) -> R<usize> {
    let t = s.timeout.get();
    let end = (t > 0).then(|| Instant::now() + Duration::from_nanos(t as u64));
    loop {
        if t > 0 {
            let mut p = [libc::pollfd { fd: s.fd.get(), events, revents: 0 }];
            if poll_until(vm, &mut p, end)? == 0 {
                return Err(timed_out(vm));
            }
        }
        loop {
            let r = vm.allow_threads(&mut *f);
            if r >= 0 {
                return Ok(r as usize);
            }
            match errno() {
                libc::EINTR => vm.safepoint()?,
                libc::EAGAIN if t > 0 => break,
                _ => return Err(vm.last_sys_error()),
            }
        }
    }
}
fn check(vm: &Vm, r: i32) -> R {
    if r < 0 { Err(vm.last_sys_error()) } else { Ok(Word::NONE) }
}

const INIT: FnDef = FnDef::new(
    "__init__",
    "($self, /, family=-1, type=-1, proto=-1, fileno=None)",
    |vm, a| {
        let get = |w: Word| if w.is_null() { Ok(-1) } else { vm.arg_c_int(w) };
        let (mut family, mut kind, mut proto) = (get(a[1])?, get(a[2])?, get(a[3])?);
        let s = this(vm, &a[0])?;
        let fd = if a[4].is_null() || a[4].is_none() {
            if family == -1 {
                family = libc::AF_INET;
            }
            if kind == -1 {
                kind = libc::SOCK_STREAM;
            }
            proto = proto.max(0);
            vm.audit("socket.__new__", &[a[0], vm.int(family as i64), vm.int(kind as i64), vm.int(proto as i64)])?;
            // SAFETY: a plain call.
            let fd = unsafe { libc::socket(family, kind | libc::SOCK_CLOEXEC, proto) };
            if fd < 0 {
                return Err(vm.last_sys_error());
            }
            fd
        } else {
            if int::is_int(a[4]) && vm.index_clamped(a[4])? < 0 {
                return Err(vm.value_error("negative file descriptor"));
            }
            let fd = vm.arg_c_int(a[4])?;
            let mut name = Address::room();
            let len = &raw mut name.len;
            // SAFETY: room for any address.
            if unsafe { libc::getsockname(fd, name.ptr_mut(), len) } < 0 {
                if matches!(errno(), libc::EBADF | libc::ENOTSOCK) {
                    return Err(vm.last_sys_error());
                }
            } else if family == -1 {
                family = name.storage.ss_family as i32;
            }
            if kind == -1 {
                kind = option(fd, libc::SO_TYPE);
            }
            if proto == -1 {
                proto = option(fd, libc::SO_PROTOCOL);
            }
            fd
        };
        s.fd.set(fd);
        s.family.set(family);
        s.kind.set(kind & !(libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK));
        s.proto.set(proto);
        if kind & libc::SOCK_NONBLOCK != 0 && kind > 0 {
            s.timeout.set(0);
        } else {
            let t = DEFAULT_TIMEOUT.load(std::sync::atomic::Ordering::Relaxed);
            s.timeout.set(t);
            if t >= 0 {
                set_blocking(vm, fd, false)?;
            }
        }
        Ok(Word::NONE)
    },
    "",
);
fn accept(vm: &Vm, a: &[Word]) -> R {
    let s = this(vm, &a[0])?;
    let mut from = Address::room();
    let (fd, p, n) = (s.fd.get(), from.ptr_mut() as usize, &raw mut from.len as usize);
    let new = waiting(vm, s, libc::POLLIN, &mut || {
        // SAFETY: room for any address.
        let r = unsafe { libc::accept4(fd, p as *mut libc::sockaddr, n as *mut libc::socklen_t, libc::SOCK_CLOEXEC) };
        r as isize
    })?;
    let addr = address::make(vm, &from);
    Ok(vm.new_tuple(&[vm.int(new as i64), addr]))
}
fn bind(vm: &Vm, a: &[Word]) -> R {
    let s = this(vm, &a[0])?;
    let to = address::parse(vm, s.family.get(), a[1], "bind")?;
    vm.audit("socket.bind", &[a[0], a[1]])?;
    // SAFETY: an address of its length.
    check(vm, unsafe { libc::bind(s.fd.get(), to.ptr(), to.len) })
}
/// The error number of connecting; 0 for none.
fn connecting(vm: &Vm, a: &[Word], what: &str) -> R<i32> {
    let s = this(vm, &a[0])?;
    let to = address::parse(vm, s.family.get(), a[1], what)?;
    vm.audit("socket.connect", &[a[0], a[1]])?;
    let (fd, p, n) = (s.fd.get(), to.ptr() as usize, to.len);
    // SAFETY: an address of its length.
    let r = vm.allow_threads(|| unsafe { libc::connect(fd, p as *const libc::sockaddr, n) });
    if r == 0 {
        return Ok(0);
    }
    let e = errno();
    let t = s.timeout.get();
    let wait = (e == libc::EINTR && t != 0) || (e == libc::EINPROGRESS && t > 0);
    if !wait {
        return Ok(e);
    }
    vm.safepoint()?;
    let end = (t > 0).then(|| Instant::now() + Duration::from_nanos(t as u64));
    let mut fds = [libc::pollfd { fd, events: libc::POLLOUT, revents: 0 }];
    if poll_until(vm, &mut fds, end)? == 0 {
        return Ok(libc::EWOULDBLOCK);
    }
    Ok(option(fd, libc::SO_ERROR).max(0))
}
fn connect(vm: &Vm, a: &[Word]) -> R {
    let timed = this(vm, &a[0])?.timeout.get() > 0;
    match connecting(vm, a, "connect")? {
        0 => Ok(Word::NONE),
        libc::EWOULDBLOCK if timed => Err(timed_out(vm)),
        e => Err(vm.sys_error(e)),
    }
}
fn close(vm: &Vm, a: &[Word]) -> R {
    let fd = this(vm, &a[0])?.fd.replace(-1);
    if fd >= 0 {
        // SAFETY: our own descriptor.
        let r = vm.allow_threads(|| unsafe { libc::close(fd) });
        if r < 0 && errno() != libc::ECONNRESET {
            return Err(vm.last_sys_error());
        }
    }
    Ok(Word::NONE)
}
/// Receives into `buf`, with the sender's address if there is one.
fn receive(vm: &Vm, s: &Socket, buf: &mut [u8], flags: i32, mut from: Option<&mut Address>) -> R<usize> {
    let (fd, p, n) = (s.fd.get(), buf.as_mut_ptr() as usize, buf.len());
    let (ap, an) = match &mut from {
        Some(f) => (f.ptr_mut() as usize, &raw mut f.len as usize),
        None => (0, 0),
    };
    waiting(vm, s, libc::POLLIN, &mut || {
        // SAFETY: room for n bytes and for any address.
        unsafe {
            libc::recvfrom(fd, p as *mut libc::c_void, n, flags, ap as *mut libc::sockaddr, an as *mut libc::socklen_t)
        }
    })
}
fn flags_arg(vm: &Vm, w: Word) -> R<i32> {
    if w.is_null() { Ok(0) } else { vm.arg_c_int(w) }
}
fn recv_size(vm: &Vm, w: Word, what: &str) -> R<usize> {
    let n = vm.index_i64(w)?;
    if n < 0 {
        return Err(vm.value_error(format!("negative buffersize in {what}")));
    }
    vm.check_alloc(n as usize)?;
    Ok(n as usize)
}
fn recv(vm: &Vm, a: &[Word]) -> R {
    let n = recv_size(vm, a[1], "recv")?;
    let mut buf = vec![0; n];
    let got = receive(vm, this(vm, &a[0])?, &mut buf, flags_arg(vm, a[2])?, None)?;
    Ok(vm.new_bytes(buf.get(..got).unwrap_or(&buf)))
}
fn recvfrom(vm: &Vm, a: &[Word]) -> R {
    let n = recv_size(vm, a[1], "recvfrom")?;
    let mut buf = vec![0; n];
    let mut from = Address::room();
    let got = receive(vm, this(vm, &a[0])?, &mut buf, flags_arg(vm, a[2])?, Some(&mut from))?;
    let b = vm.new_bytes(buf.get(..got).unwrap_or(&buf));
    let addr = address::make(vm, &from);
    Ok(vm.new_tuple(&[b, addr]))
}
/// How much to read into a buffer.
fn into_size(vm: &Vm, buffer: Word, n: Word, what: &str) -> R<usize> {
    let room = vm.with_bytes_mut(buffer, |b| b.len())?;
    let n = if n.is_null() { 0 } else { vm.index_i64(n)? };
    match n {
        0 => Ok(room),
        n if n < 0 => Err(vm.value_error(format!("negative buffersize in {what}"))),
        n if n as usize > room => Err(vm.value_error("buffer too small for requested bytes")),
        n => Ok(n as usize),
    }
}
fn store(vm: &Vm, buffer: Word, b: &[u8]) -> R<()> {
    vm.with_bytes_mut(buffer, |to| {
        let n = b.len().min(to.len());
        to[..n].copy_from_slice(&b[..n]);
    })
}
fn recv_into(vm: &Vm, a: &[Word]) -> R {
    let mut buf = vec![0; into_size(vm, a[1], a[2], "recv_into")?];
    let got = receive(vm, this(vm, &a[0])?, &mut buf, flags_arg(vm, a[3])?, None)?.min(buf.len());
    store(vm, a[1], &buf[..got])?;
    Ok(vm.int(got as i64))
}
fn recvfrom_into(vm: &Vm, a: &[Word]) -> R {
    let mut buf = vec![0; into_size(vm, a[1], a[2], "recvfrom_into")?];
    let mut from = Address::room();
    let got = receive(vm, this(vm, &a[0])?, &mut buf, flags_arg(vm, a[3])?, Some(&mut from))?.min(buf.len());
    store(vm, a[1], &buf[..got])?;
    let addr = address::make(vm, &from);
    Ok(vm.new_tuple(&[vm.int(got as i64), addr]))
}
fn transmit(vm: &Vm, s: &Socket, b: &[u8], flags: i32, to: Option<&Address>) -> R<usize> {
    let (fd, p, n) = (s.fd.get(), b.as_ptr() as usize, b.len());
    let (ap, an) = to.map_or((0, 0), |t| (t.ptr() as usize, t.len));
    waiting(vm, s, libc::POLLOUT, &mut || {
        // SAFETY: n bytes and an address of its length.
        unsafe {
            libc::sendto(fd, p as *const libc::c_void, n, flags | libc::MSG_NOSIGNAL, ap as *const libc::sockaddr, an)
        }
    })
}
fn send(vm: &Vm, a: &[Word]) -> R {
    let b = vm.with_bytes(a[1], <[u8]>::to_vec)?;
    let n = transmit(vm, this(vm, &a[0])?, &b, flags_arg(vm, a[2])?, None)?;
    Ok(vm.int(n as i64))
}
fn sendall(vm: &Vm, a: &[Word]) -> R {
    let b = vm.with_bytes(a[1], <[u8]>::to_vec)?;
    let flags = flags_arg(vm, a[2])?;
    let s = this(vm, &a[0])?;
    let t = s.timeout.get();
    let end = (t > 0).then(|| Instant::now() + Duration::from_nanos(t as u64));
    let mut rest = &b[..];
    while !rest.is_empty() {
        if end.is_some_and(|e| e <= Instant::now()) {
            return Err(timed_out(vm));
        }
        let n = transmit(vm, s, rest, flags, None)?;
        rest = &rest[n.min(rest.len())..];
        vm.safepoint()?;
    }
    Ok(Word::NONE)
}
/// `sendto(data[, flags], address)`
fn sendto(vm: &Vm, a: &[Word]) -> R {
    let b = vm.with_bytes(a[1], <[u8]>::to_vec)?;
    let s = this(vm, &a[0])?;
    let (flags, to) = if a[3].is_null() { (0, a[2]) } else { (vm.arg_c_int(a[2])?, a[3]) };
    let to = address::parse(vm, s.family.get(), to, "sendto")?;
    let n = transmit(vm, s, &b, flags, Some(&to))?;
    Ok(vm.int(n as i64))
}
fn getsockopt(vm: &Vm, a: &[Word]) -> R {
    let (level, name) = (vm.arg_c_int(a[1])?, vm.arg_c_int(a[2])?);
    let n = if a[3].is_null() { 0 } else { vm.index_i64(a[3])? };
    let fd = this(vm, &a[0])?.fd.get();
    if !(0..=1024).contains(&n) {
        return Err(vm.new_exc(&vm.exc.OSError, "getsockopt buflen out of range"));
    }
    let mut buf = vec![0u8; if n == 0 { 4 } else { n as usize }];
    let mut len = buf.len() as libc::socklen_t;
    // SAFETY: room for `len` bytes.
    check(vm, unsafe { libc::getsockopt(fd, level, name, buf.as_mut_ptr() as *mut libc::c_void, &mut len) })?;
    if n == 0 {
        return Ok(vm.int(i32::from_ne_bytes([buf[0], buf[1], buf[2], buf[3]]) as i64));
    }
    Ok(vm.new_bytes(&buf[..(len as usize).min(buf.len())]))
}
fn setsockopt(vm: &Vm, a: &[Word]) -> R {
    let (level, name) = (vm.arg_c_int(a[1])?, vm.arg_c_int(a[2])?);
    let b = if a[3].is_none() {
        vec![0; if a[4].is_null() { 0 } else { vm.index_i64(a[4])?.clamp(0, 1024) as usize }]
    } else if int::is_int(a[3]) {
        vm.arg_c_int(a[3])?.to_ne_bytes().to_vec()
    } else {
        vm.with_bytes(a[3], <[u8]>::to_vec)?
    };
    let fd = this(vm, &a[0])?.fd.get();
    let p = if a[3].is_none() { std::ptr::null() } else { b.as_ptr() as *const libc::c_void };
    // SAFETY: `len` bytes, or none.
    check(vm, unsafe { libc::setsockopt(fd, level, name, p, b.len() as libc::socklen_t) })
}
fn name_of(vm: &Vm, w: Word, f: unsafe extern "C" fn(i32, *mut libc::sockaddr, *mut libc::socklen_t) -> i32) -> R {
    let mut a = Address::room();
    let len = &raw mut a.len;
    // SAFETY: room for any address.
    check(vm, unsafe { f(this(vm, &w)?.fd.get(), a.ptr_mut(), len) })?;
    Ok(address::make(vm, &a))
}
static SOCKET_SPEC: TypeSpec = TypeSpec {
    name: "_socket.socket",
    doc: "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\nOpen a socket of the given type.",
    flags: TF_BASETYPE,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            Ok(vm.new_native_of(
                ty,
                Socket {
                    fd: Cell::new(-1),
                    family: Cell::new(-1),
                    kind: Cell::new(-1),
                    proto: Cell::new(-1),
                    timeout: Cell::new(-1),
                },
            ))
        }));
        s.init.set(Some(|vm, w, args| {
            static DEF: FnDef = FnDef { name: "socket", ..INIT };
            vm.with_first(w, args, |args| vm.call_native(&DEF, args, None)).map(|_| ())
        }));
        s.repr.set(Some(|vm, w| {
            let s = this(vm, &w)?;
            Ok(vm.new_str(&format!(
                "<socket object, fd={}, family={}, type={}, proto={}>",
                s.fd.get(),
                s.family.get(),
                s.kind.get(),
                s.proto.get()
            )))
        }));
    },
    methods: &[
        FnDef::new("_accept", "($self, /)", accept, "Wait for an incoming connection."),
        FnDef::new("bind", "($self, address, /)", bind, "Bind the socket to a local address."),
        FnDef::new("close", "($self, /)", close, "Close the socket.  It cannot be used after this call."),
        FnDef::new("connect", "($self, address, /)", connect, "Connect the socket to a remote address."),
        FnDef::new(
            "connect_ex",
            "($self, address, /)",
            |vm, a| Ok(vm.int(connecting(vm, a, "connect_ex")? as i64)),
            "This is like connect(address), but returns an error code (the errno value) instead of raising an exception when an error occurs.",
        ),
        FnDef::new(
            "detach",
            "($self, /)",
            |vm, a| Ok(vm.int(this(vm, &a[0])?.fd.replace(-1) as i64)),
            "Close the socket object without closing the underlying file descriptor.",
        ),
        FnDef::new(
            "fileno",
            "($self, /)",
            |vm, a| Ok(vm.int(this(vm, &a[0])?.fd.get() as i64)),
            "Return the integer file descriptor of the socket.",
        ),
        FnDef::new(
            "getpeername",
            "($self, /)",
            |vm, a| name_of(vm, a[0], libc::getpeername),
            "Return the address of the remote endpoint.",
        ),
        FnDef::new(
            "getsockname",
            "($self, /)",
            |vm, a| name_of(vm, a[0], libc::getsockname),
            "Return the address of the local endpoint.",
        ),
        FnDef::new("getsockopt", "($self, level, option, buffersize=0, /)", getsockopt, "Get a socket option."),
        FnDef::new("setsockopt", "($self, level, option, value, optlen=0, /)", setsockopt, "Set a socket option."),
        FnDef::new(
            "listen",
            "($self, backlog=128, /)",
            |vm, a| {
                let n = if a[1].is_null() { 128 } else { vm.arg_c_int(a[1])?.max(0) };
                // SAFETY: a plain call.
                check(vm, unsafe { libc::listen(this(vm, &a[0])?.fd.get(), n) })
            },
            "Enable a server to accept connections.",
        ),
        FnDef::new("recv", "($self, buffersize, flags=0, /)", recv, "Receive up to buffersize bytes from the socket."),
        FnDef::new(
            "recv_into",
            "($self, buffer, nbytes=0, flags=0)",
            recv_into,
            "A version of recv() that stores its data into a buffer rather than creating a new string.",
        ),
        FnDef::new(
            "recvfrom",
            "($self, buffersize, flags=0, /)",
            recvfrom,
            "Like recv(buffersize, flags) but also return the sender's address info.",
        ),
        FnDef::new(
            "recvfrom_into",
            "($self, buffer, nbytes=0, flags=0)",
            recvfrom_into,
            "Like recv_into(buffer[, nbytes[, flags]]) but also return the sender's address info.",
        ),
        FnDef::new("send", "($self, data, flags=0, /)", send, "Send a data string to the socket."),
        FnDef::new("sendall", "($self, data, flags=0, /)", sendall, "Send a data string to the socket."),
        FnDef::new(
            "sendto",
            "($self, data, flags, address=<unrepresentable>, /)",
            sendto,
            "Like send(data, flags) but allows specifying the destination address.",
        ),
        FnDef::new(
            "setblocking",
            "($self, flag, /)",
            |vm, a| {
                let t = if vm.truth(a[1])? { -1 } else { 0 };
                set_timeout(vm, this(vm, &a[0])?, t)?;
                Ok(Word::NONE)
            },
            "Set the socket to blocking (flag is true) or non-blocking (false).",
        ),
        FnDef::new(
            "getblocking",
            "($self, /)",
            |vm, a| Ok(Word::bool(this(vm, &a[0])?.timeout.get() != 0)),
            "Returns True if socket is in blocking mode, or False if it is in non-blocking mode.",
        ),
        FnDef::new(
            "settimeout",
            "($self, timeout, /)",
            |vm, a| {
                let t = nanoseconds(vm, a[1])?;
                set_timeout(vm, this(vm, &a[0])?, t)?;
                Ok(Word::NONE)
            },
            "Set a timeout on socket operations.",
        ),
        FnDef::new(
            "gettimeout",
            "($self, /)",
            |vm, a| Ok(timeout_word(vm, this(vm, &a[0])?.timeout.get())),
            "Returns the timeout in seconds (float) associated with socket operations.",
        ),
        FnDef::new(
            "shutdown",
            "($self, how, /)",
            |vm, a| {
                let how = vm.arg_c_int(a[1])?;
                // SAFETY: a plain call.
                check(vm, unsafe { libc::shutdown(this(vm, &a[0])?.fd.get(), how) })
            },
            "Shut down the reading side of the socket (flag == SHUT_RD), the writing side of the socket (flag == SHUT_WR), or both ends (flag == SHUT_RDWR).",
        ),
    ],
    getset: &[
        GetSet::ro("family", |vm, w| Ok(vm.int(this(vm, &w)?.family.get() as i64)), "the socket family"),
        GetSet::ro("type", |vm, w| Ok(vm.int(this(vm, &w)?.kind.get() as i64)), "the socket type"),
        GetSet::ro("proto", |vm, w| Ok(vm.int(this(vm, &w)?.proto.get() as i64)), "the socket protocol"),
        GetSet::ro("timeout", |vm, w| Ok(timeout_word(vm, this(vm, &w)?.timeout.get())), "the socket timeout"),
    ],
    ..TypeSpec::DEFAULT
};

// ---- functions

fn optional_host(vm: &Vm, w: Word) -> R<Option<std::ffi::CString>> {
    if w.is_none() { Ok(None) } else { host_bytes(vm, w).map(Some) }
}
fn getaddrinfo(vm: &Vm, a: &[Word]) -> R {
    let h = optional_host(vm, a[0])?;
    let p = if a[1].is_none() {
        None
    } else if int::is_int(a[1]) {
        std::ffi::CString::new(vm.index_i64(a[1])?.to_string()).ok()
    } else if a[1].is_kind(Kind::Str) || a[1].is_kind(Kind::Bytes) {
        Some(host_bytes(vm, a[1])?)
    } else {
        return Err(vm.new_exc(&vm.exc.OSError, "Int or String expected"));
    };
    let get = |w: Word| if w.is_null() { Ok(0) } else { vm.arg_c_int(w) };
    let found = resolve(vm, h.as_deref(), p.as_deref(), [get(a[2])?, get(a[3])?, get(a[4])?, get(a[5])?])?;
    let mut out = WordVec::new();
    for f in &found {
        let addr = address::make(vm, &f.address);
        let t = vm.new_tuple(&[
            vm.int(f.family as i64),
            vm.int(f.kind as i64),
            vm.int(f.proto as i64),
            vm.new_str(&f.canonical),
            addr,
        ]);
        out.push(vm, t);
    }
    Ok(out.to_list(vm))
}
fn gethostbyname(vm: &Vm, a: &[Word]) -> R {
    let h = host_bytes(vm, a[0])?;
    let found = resolve(vm, Some(&h), None, [libc::AF_INET, libc::SOCK_STREAM, 0, 0])?;
    match found.first() {
        Some(f) => {
            let t = address::make(vm, &f.address);
            vm.getitem(t, Word::small(0))
        }
        None => Err(resolver_error(vm, libc::EAI_NONAME)),
    }
}
fn getnameinfo(vm: &Vm, a: &[Word]) -> R {
    let Some(t) = a[0].get::<TupleObj>() else {
        return Err(vm.type_error("getnameinfo() argument 1 must be a tuple"));
    };
    if t.len() < 2 {
        return Err(vm.type_error("getnameinfo(): illegal sockaddr argument"));
    }
    let flags = vm.arg_c_int(a[1])?;
    let host = host_bytes(vm, t.items()[0])?;
    let port = std::ffi::CString::new(vm.index_i64(t.items()[1])?.to_string()).unwrap_or_default();
    let found = resolve(vm, Some(&host), Some(&port), [libc::AF_UNSPEC, libc::SOCK_DGRAM, 0, libc::AI_NUMERICHOST])?;
    let Some(f) = found.first() else { return Err(resolver_error(vm, libc::EAI_NONAME)) };
    let mut h = [0 as libc::c_char; 1025];
    let mut s = [0 as libc::c_char; 32];
    // SAFETY: room as said.
    unsafe {
        let r = libc::getnameinfo(
            f.address.ptr(),
            f.address.len,
            h.as_mut_ptr(),
            h.len() as libc::socklen_t,
            s.as_mut_ptr(),
            s.len() as libc::socklen_t,
            flags,
        );
        if r != 0 {
            return Err(resolver_error(vm, r));
        }
        let text = |p: &[libc::c_char]| std::ffi::CStr::from_ptr(p.as_ptr()).to_string_lossy().into_owned();
        Ok(vm.new_tuple(&[vm.new_str(&text(&h)), vm.new_str(&text(&s))]))
    }
}
/// The name of a found address, or its digits.
fn name_of_found(f: &address::Found) -> Option<String> {
    let mut h = [0 as libc::c_char; 1025];
    let n = h.len() as libc::socklen_t;
    // SAFETY: room as said.
    unsafe {
        let p = f.address.ptr();
        let r = libc::getnameinfo(p, f.address.len, h.as_mut_ptr(), n, std::ptr::null_mut(), 0, libc::NI_NAMEREQD);
        (r == 0).then(|| std::ffi::CStr::from_ptr(h.as_ptr()).to_string_lossy().into_owned())
    }
}
/// `(name, aliases, addresses)`; by address if `reverse`.
fn host_entry(vm: &Vm, w: Word, reverse: bool) -> R {
    let h = host_bytes(vm, w)?;
    let family = if reverse { libc::AF_UNSPEC } else { libc::AF_INET };
    let found = resolve(vm, Some(&h), None, [family, libc::SOCK_STREAM, 0, 0])?;
    let mut name = Some(h.to_string_lossy().into_owned());
    if reverse {
        name = found.first().and_then(name_of_found);
    }
    let Some(name) = name else {
        let ty = vm.state_slot("_socket.herror").get();
        let e = vm.call(ty, &[Word::small(1), vm.new_str("Unknown host")])?;
        return Err(vm.exc_from_raised(e));
    };
    let mut ips = WordVec::new();
    for f in &found {
        let t = address::make(vm, &f.address);
        let ip = vm.getitem(t, Word::small(0))?;
        ips.push(vm, ip);
    }
    let ips = ips.to_list(vm);
    Ok(vm.new_tuple(&[vm.new_str(&name), vm.new_list(), ips]))
}
fn getservbyname(vm: &Vm, a: &[Word]) -> R {
    let name = host_bytes(vm, a[0])?;
    let proto = if a[1].is_null() { None } else { Some(host_bytes(vm, a[1])?) };
    // SAFETY: C strings; the entry is read at once.
    let s = unsafe { libc::getservbyname(name.as_ptr(), proto.as_ref().map_or(std::ptr::null(), |p| p.as_ptr())) };
    match unsafe { s.as_ref() } {
        Some(s) => Ok(vm.int(u16::from_be(s.s_port as u16) as i64)),
        None => Err(vm.new_exc(&vm.exc.OSError, "service/proto not found")),
    }
}
fn getprotobyname(vm: &Vm, a: &[Word]) -> R {
    let name = host_bytes(vm, a[0])?;
    // SAFETY: a C string; the entry is read at once.
    match unsafe { libc::getprotobyname(name.as_ptr()).as_ref() } {
        Some(p) => Ok(vm.int(p.p_proto as i64)),
        None => Err(vm.new_exc(&vm.exc.OSError, "protocol not found")),
    }
}
fn socketpair(vm: &Vm, a: &[Word]) -> R {
    let get = |w: Word, d: i32| if w.is_null() { Ok(d) } else { vm.arg_c_int(w) };
    let (family, kind, proto) = (get(a[0], libc::AF_UNIX)?, get(a[1], libc::SOCK_STREAM)?, get(a[2], 0)?);
    let mut fds = [0; 2];
    // SAFETY: room for two.
    check(vm, unsafe { libc::socketpair(family, kind | libc::SOCK_CLOEXEC, proto, fds.as_mut_ptr()) })?;
    let make = |fd: i32| {
        let s = Socket {
            fd: Cell::new(fd),
            family: Cell::new(family),
            kind: Cell::new(kind & !(libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK)),
            proto: Cell::new(proto),
            timeout: Cell::new(DEFAULT_TIMEOUT.load(std::sync::atomic::Ordering::Relaxed)),
        };
        vm.new_native(s)
    };
    let x = make(fds[0]);
    let y = make(fds[1]);
    Ok(vm.new_tuple(&[x, y]))
}
fn pton(vm: &Vm, a: &[Word]) -> R {
    let family = vm.arg_c_int(a[0])?;
    let t = host_bytes(vm, a[1])?;
    let text = t.to_string_lossy();
    let b = match family {
        libc::AF_INET => text.parse::<std::net::Ipv4Addr>().ok().map(|a| a.octets().to_vec()),
        libc::AF_INET6 => text.parse::<std::net::Ipv6Addr>().ok().map(|a| a.octets().to_vec()),
        _ => return Err(vm.sys_error(libc::EAFNOSUPPORT)),
    };
    match b {
        Some(b) => Ok(vm.new_bytes(&b)),
        None => Err(vm.new_exc(&vm.exc.OSError, "illegal IP address string passed to inet_pton")),
    }
}
fn ntop(vm: &Vm, a: &[Word]) -> R {
    let family = vm.arg_c_int(a[0])?;
    let b = vm.with_bytes(a[1], <[u8]>::to_vec)?;
    let bad = || vm.value_error("invalid length of packed IP address string");
    let t = match family {
        libc::AF_INET => std::net::Ipv4Addr::from(<[u8; 4]>::try_from(&b[..]).map_err(|_| bad())?).to_string(),
        libc::AF_INET6 => std::net::Ipv6Addr::from(<[u8; 16]>::try_from(&b[..]).map_err(|_| bad())?).to_string(),
        _ => return Err(vm.value_error(format!("unknown address family {family}"))),
    };
    Ok(vm.new_str(&t))
}
fn aton(vm: &Vm, a: &[Word]) -> R {
    let t = host_bytes(vm, a[0])?;
    // SAFETY: a C string and an address.
    unsafe {
        let mut hints: libc::in_addr = std::mem::zeroed();
        unsafe extern "C" {
            fn inet_aton(text: *const libc::c_char, to: *mut libc::in_addr) -> i32;
        }
        if inet_aton(t.as_ptr(), &mut hints) == 0 {
            return Err(vm.new_exc(&vm.exc.OSError, "illegal IP address string passed to inet_aton"));
        }
        Ok(vm.new_bytes(&hints.s_addr.to_ne_bytes()))
    }
}
fn swap(vm: &Vm, w: Word, bits: u32) -> R {
    let v = vm.index_clamped(w)?;
    if v < 0 {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    if v >> bits != 0 {
        return Err(vm.overflow_error(format!("Python int too large for C uint{bits}_t")));
    }
    Ok(vm.int(if bits == 16 { (v as u16).to_be() as i64 } else { (v as u32).to_be() as i64 }))
}
fn gethostname(vm: &Vm, _: &[Word]) -> R {
    let mut b = [0u8; 256];
    // SAFETY: room as said.
    check(vm, unsafe { libc::gethostname(b.as_mut_ptr() as *mut libc::c_char, 255) })?;
    let n = b.iter().position(|c| *c == 0).unwrap_or(255);
    Ok(vm.fs_decode(&b[..n]))
}

pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_socket",
    doc: "Implementation module for socket operations.\n\nSee the socket module for documentation.",
    functions: &[
        FnDef::new(
            "getaddrinfo",
            "(host, port, family=0, type=0, proto=0, flags=0)",
            getaddrinfo,
            "Resolve host and port into addrinfo struct.",
        ),
        FnDef::new("gethostbyname", "(host, /)", gethostbyname, "Return the IP address for a host."),
        FnDef::new(
            "gethostbyaddr",
            "(host, /)",
            |vm, a| host_entry(vm, a[0], true),
            "Return the true host name, a list of aliases, and a list of IP addresses, for a host.",
        ),
        FnDef::new(
            "gethostbyname_ex",
            "(host, /)",
            |vm, a| host_entry(vm, a[0], false),
            "Return the true host name, a list of aliases, and a list of IP addresses, for a host.",
        ),
        FnDef::new(
            "getservbyname",
            "(servicename, protocolname=<unrepresentable>, /)",
            getservbyname,
            "Return a port number from a service name and protocol name.",
        ),
        FnDef::new(
            "getprotobyname",
            "(protocolname, /)",
            getprotobyname,
            "Return the protocol number for the named protocol.",
        ),
        FnDef::new("gethostname", "()", gethostname, "Return the current host name."),
        FnDef::new("getnameinfo", "(sockaddr, flags, /)", getnameinfo, "Get host and port for a sockaddr."),
        FnDef::new(
            "socketpair",
            "(family=AF_UNIX, type=SOCK_STREAM, proto=0, /)",
            socketpair,
            "Create a pair of socket objects from the sockets returned by the platform socketpair() function.",
        ),
        FnDef::new(
            "dup",
            "(fd, /)",
            |vm, a| {
                let fd = vm.arg_c_int(a[0])?;
                // SAFETY: a plain call.
                let n = unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) };
                if n < 0 { Err(vm.last_sys_error()) } else { Ok(vm.int(n as i64)) }
            },
            "Duplicate a socket file descriptor.",
        ),
        FnDef::new(
            "close",
            "(fd, /)",
            |vm, a| {
                let fd = vm.arg_c_int(a[0])?;
                // SAFETY: the caller's descriptor.
                check(vm, unsafe { libc::close(fd) })
            },
            "Close an integer socket file descriptor.",
        ),
        FnDef::new(
            "inet_pton",
            "(address_family, ip_string, /)",
            pton,
            "Convert an IP address from string format to a packed string.",
        ),
        FnDef::new(
            "inet_ntop",
            "(address_family, packed_ip, /)",
            ntop,
            "Convert a packed IP address of the given family to string format.",
        ),
        FnDef::new(
            "inet_aton",
            "(ip_addr, /)",
            aton,
            "Convert an IP address in string format to the 32-bit packed binary format used in low-level network functions.",
        ),
        FnDef::new(
            "inet_ntoa",
            "(packed_ip, /)",
            |vm, a| {
                let b = vm.with_bytes(a[0], <[u8]>::to_vec)?;
                match <[u8; 4]>::try_from(&b[..]) {
                    Ok(b) => Ok(vm.new_str(&std::net::Ipv4Addr::from(b).to_string())),
                    Err(_) => Err(vm.new_exc(&vm.exc.OSError, "packed IP wrong length for inet_ntoa")),
                }
            },
            "Convert an IP address from 32-bit packed binary format to string format",
        ),
        FnDef::new(
            "ntohs",
            "(integer, /)",
            |vm, a| swap(vm, a[0], 16),
            "Convert a 16-bit unsigned integer from network to host byte order.",
        ),
        FnDef::new(
            "htons",
            "(integer, /)",
            |vm, a| swap(vm, a[0], 16),
            "Convert a 16-bit unsigned integer from host to network byte order.",
        ),
        FnDef::new(
            "ntohl",
            "(integer, /)",
            |vm, a| swap(vm, a[0], 32),
            "Convert a 32-bit integer from network to host byte order.",
        ),
        FnDef::new(
            "htonl",
            "(integer, /)",
            |vm, a| swap(vm, a[0], 32),
            "Convert a 32-bit integer from host to network byte order.",
        ),
        FnDef::new(
            "getdefaulttimeout",
            "()",
            |vm, _| Ok(timeout_word(vm, DEFAULT_TIMEOUT.load(std::sync::atomic::Ordering::Relaxed))),
            "Returns the default timeout in seconds (float) for new socket objects.",
        ),
        FnDef::new(
            "setdefaulttimeout",
            "(timeout, /)",
            |vm, a| {
                let t = nanoseconds(vm, a[0])?;
                DEFAULT_TIMEOUT.store(t, std::sync::atomic::Ordering::Relaxed);
                Ok(Word::NONE)
            },
            "Set the default timeout in seconds (float) for new socket objects.",
        ),
    ],
    init: |vm, m| {
        let t = vm.native_type::<Socket>();
        vm.module_add(m, "socket", t);
        vm.module_add(m, "SocketType", t);
        vm.module_add(m, "error", vm.exc.OSError.get());
        vm.module_add(m, "timeout", vm.exc.TimeoutError.get());
        for n in ["herror", "gaierror"] {
            let e = super::numeric_util::new_exception(vm, "socket", n, vm.exc.OSError.get())?;
            vm.state_slot(if n == "herror" { "_socket.herror" } else { "_socket.gaierror" }).set_root(e);
            vm.module_add(m, n, e);
        }
        vm.module_add(m, "has_ipv6", Word::TRUE);
        for (n, v) in CONSTANTS {
            vm.module_add(m, n, vm.int(*v));
        }
        Ok(())
    },
};
